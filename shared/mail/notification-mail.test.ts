import { expect, test } from 'vitest';
import { notificationMail } from './notification-mail.ts';

const notified = {
  ...{ to: 'mina@acme.example', label: 'Key switched', endpoint: 'Orders API', keyName: 'Acme Corp' },
  ...{ title: 'Production key of Acme Corp is off', text: 'Kim did it.', next: 'Ask Kim.' },
  ...{
    url: 'https://portal.example/shared/k1',
    settingsUrl: 'https://portal.example/notifications/settings',
  },
};

test('text and HTML say the same: what happened, what to do, where, and how to hear less', () => {
  const { subject, text, html } = notificationMail(notified);
  expect(subject).toBe('Production key of Acme Corp is off · Orders API');
  const parts = [notified.title, notified.text, notified.next, notified.url, notified.settingsUrl];
  for (const part of parts) for (const body of [text, html]) expect(body).toContain(part);
});

test('names that others chose are text: no markup, no second header', () => {
  const keyName = '<img src=x onerror=alert(1)>\r\nBcc: all@acme.example';
  const { subject, html } = notificationMail({ ...notified, keyName, title: `Key of ${keyName}` });
  expect(subject).not.toMatch(/[\r\n]/);
  expect(html).not.toContain('<img');
});

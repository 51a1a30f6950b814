import { expect, test } from 'vitest';
import {
  firstSuccessInWords,
  invitationsInWords,
  mailInWords,
  statusesInWords,
} from './invitations-in-words.ts';

test('accepted and pending invitations are counted apart; none is said as none', () => {
  expect(invitationsInWords({ accepted: 2, pending: 1 })).toBe('2 accepted, 1 pending');
  expect(invitationsInWords({ accepted: 0, pending: 0 })).toBe('none');
});

test('the page of a key counts what has ended as well', () => {
  const statuses = ['expired', 'accepted', 'accepted'] as const;
  expect(statusesInWords(statuses.map(status => ({ status })))).toBe('2 accepted, 1 expired');
  expect(statusesInWords([])).toBe('none');
});

test('a mail that was refused says so in the server’s words', () => {
  expect(mailInWords({ state: 'failed', attempts: 1, lastError: '550 no such mailbox' })).toBe(
    'Failed: 550 no such mailbox',
  );
  expect(mailInWords({ state: 'queued', attempts: 2, lastError: '451 busy' })).toBe(
    'Tried again soon: 451 busy',
  );
  expect(mailInWords({ state: 'queued', attempts: 0 })).toBe('Queued');
  expect(mailInWords(undefined)).toBe('No mail');
});

test('the first success is told by how long it took, console and app apart', () => {
  const acceptedAt = new Date('2026-11-26T12:00:00Z');
  const after = (seconds: number) => new Date(acceptedAt.getTime() + seconds * 1000);
  const words = (more: object) => firstSuccessInWords({ invitationId: 'i', acceptedAt, ...more });
  expect(words({})).toBe('No 2xx answer yet');
  expect(words({ console: after(40) })).toBe('First 2xx after 40 s in the console');
  expect(words({ console: after(0), app: after(7_500) })).toBe(
    'First 2xx after 1 s in the console, 2 h 5 min by an app',
  );
});

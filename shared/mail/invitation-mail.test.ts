import { expect, test } from 'vitest';
import { invitationMail } from './invitation-mail.ts';

const invitation = {
  to: 'mina@acme.example',
  inviter: 'Kim Sol',
  inviterEmail: 'kim@harbor.example',
  endpoint: 'Orders API',
  description: '',
  sandbox: ['create', 'read'] as const,
  production: [],
  expiresAt: new Date('2026-11-30T14:02:00Z'),
  url: 'https://portal.example/invitations/abc',
};

test('it says who invites, to what, what is allowed and until when, in text and HTML alike', () => {
  const { subject, text, html } = invitationMail(invitation);
  expect(subject).toBe('Kim Sol invites you to the Orders API');
  for (const part of [text, html]) {
    for (const words of [
      'Create (POST), Read (GET)',
      'nothing yet',
      '30 Nov 2026, 14:02 (UTC)',
      invitation.url,
      'kim@harbor.example',
    ])
      expect(part).toContain(words);
  }
});

test('a name can neither add a header nor become markup', () => {
  const { subject, html } = invitationMail({
    ...invitation,
    inviter: 'Kim\r\nBcc: all@x.example',
    endpoint: '<script>alert(1)</script>',
  });
  expect(subject).not.toMatch(/[\r\n]/);
  expect(html).not.toContain('<script>');
});

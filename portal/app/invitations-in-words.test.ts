import { expect, test } from 'vitest';
import { invitationsInWords, mailInWords, statusesInWords } from './invitations-in-words.ts';

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

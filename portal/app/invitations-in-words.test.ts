import { expect, test } from 'vitest';
import { invitationsInWords } from './invitations-in-words.ts';

test('accepted and pending invitations are counted apart', () => {
  expect(invitationsInWords({ id: '1', invitations: { accepted: 2, pending: 1 } })).toBe(
    '2 accepted, 1 pending',
  );
});

test('none is said as none, not known as a dash', () => {
  expect(invitationsInWords({ id: '1', invitations: { accepted: 0, pending: 0 } })).toBe('none');
  expect(invitationsInWords({ id: '1' })).toBe('—');
});

import { expect, test } from 'vitest';
import { demoToken, isDemoToken } from './demo-link.ts';

const secret = 'a demo secret of at least 32 characters';

test('a link signs in the role that it was made for, and no other', () => {
  const token = demoToken(secret, 'collaborator');
  expect(isDemoToken(secret, 'collaborator', token)).toBe(true);
  expect(isDemoToken(secret, 'owner', token)).toBe(false);
});

test.each(['', 'x', 'é'.repeat(43), demoToken('another secret', 'owner'), `${demoToken(secret, 'owner')}=`])(
  '%j is refused',
  token => {
    expect(isDemoToken(secret, 'owner', token)).toBe(false);
  },
);

import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ConsoleCall, makeAssertion, readAssertion } from './index.ts';

const aSecret = (version = 1) => ({ current: version, versions: new Map([[version, randomBytes(32)]]) });
const secret = aSecret();
const mina = { accountId: 'mina', email: 'mina@acme.example' };
const call: ConsoleCall = {
  keyId: 'acme',
  environment: 'sandbox',
  method: 'GET',
  target: '/orders/orders?a=1',
};
const now = Date.now();

test('an assertion names its person for half a minute', () => {
  const text = makeAssertion(call, mina, secret, now);
  for (const at of [now, now + 29_999]) expect(readAssertion(text, call, secret, at)).toEqual(mina);
  for (const at of [now + 30_000, now - 6_000]) expect(readAssertion(text, call, secret, at)).toBeUndefined();
});

test.each([
  { keyId: 'other' },
  { environment: 'production' },
  { method: 'POST' },
  { target: '/orders/orders?a=2' },
  { keyId: 'acm', environment: 'esandbox' as 'sandbox' },
] as Partial<ConsoleCall>[])('one of another call, such as %o, is none', other => {
  const text = makeAssertion({ ...call, ...other }, mina, secret, now);
  expect(readAssertion(text, call, secret, now)).toBeUndefined();
});

test('one under another secret is none; an older version of ours still holds', () => {
  const text = makeAssertion(call, mina, secret, now);
  expect(readAssertion(text, call, aSecret(), now)).toBeUndefined();
  const rotated = { current: 2, versions: new Map([[2, randomBytes(32)], ...secret.versions]) };
  expect(readAssertion(text, call, rotated, now)).toEqual(mina);
});

test('nothing that somebody else wrote is one, and nothing breaks the reader', () => {
  const good = makeAssertion(call, mina, secret, now);
  const changed = fc
    .tuple(fc.nat(good.length - 1), fc.constantFrom(...'aA0-_.~'))
    .map(([at, letter]) => good.slice(0, at) + letter + good.slice(at + 1))
    .filter(text => text !== good);
  fc.assert(
    fc.property(fc.oneof(fc.string(), changed), text => {
      const read = readAssertion(text, call, secret, now);
      // The last letter of base64url holds bits that say nothing.
      if (read !== undefined) expect(text.slice(0, -1)).toBe(good.slice(0, -1));
    }),
  );
});

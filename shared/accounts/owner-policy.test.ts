import { expect, test } from 'vitest';
import { suiteDatabase } from '../testing/database.ts';
import { ensureAccount, mayPublish, maySignIn, parseOwnerPolicy } from './index.ts';

suiteDatabase();
const policy = parseOwnerPolicy('Kim@Harbor.example; @shop.example,, ');

test('addresses and whole domains may publish, in any case', () => {
  expect(mayPublish(policy, 'kim@harbor.example')).toBe(true);
  expect(mayPublish(policy, 'ANY@SHOP.example')).toBe(true);
});

test.each(['eve@harbor.example', 'x@sub.shop.example', 'x@notshop.example', 'shop.example', ''])(
  '%j may not publish',
  email => {
    expect(mayPublish(policy, email)).toBe(false);
  },
);

test('an empty setting lets nobody publish', () => {
  expect(mayPublish(parseOwnerPolicy(''), 'kim@harbor.example')).toBe(false);
});

test('who may publish or has an account may sign in, others may not', async () => {
  expect(await maySignIn(policy, 'new@shop.example')).toBe(true);
  expect(await maySignIn(policy, 'mina@acme.example')).toBe(false);
  await ensureAccount('Mina@acme.example');
  expect(await maySignIn(policy, 'mina@ACME.example')).toBe(true);
});

test('an account is made once, however often and in whatever case it is asked for', async () => {
  const made = await Promise.all(
    ['a@x.example', 'A@X.example', ' a@x.example '].map(address => ensureAccount(address)),
  );
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  await expect(ensureAccount('not an address')).rejects.toThrow(expect.objectContaining({ code: 'invalid' }));
});

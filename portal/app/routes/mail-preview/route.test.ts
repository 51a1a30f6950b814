import { expect, test } from 'vitest';
import { callAs } from '#app/testing/route-caller.ts';
import { loader } from './route.tsx';

test('the mails cannot be looked at in production', async () => {
  // Settings are read at their first use, which is the call below.
  process.env.DEPLOYMENT = 'production';
  const args = await callAs(undefined, '/mail-preview');
  expect(() => loader(args)).toThrow(expect.objectContaining({ init: { status: 404 } }));
});

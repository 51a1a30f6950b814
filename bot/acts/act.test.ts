import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAct } from './act.ts';

const now = Date.now();
const target = {
  do: 'switch',
  keyId: 'k',
  environment: 'production',
  active: false,
  version: 3,
  askedAt: now,
};

test('an act comes back as it was offered, within ten minutes', () => {
  expect(readAct(JSON.stringify(target), now)).toEqual({ kind: 'act', act: target });
  expect(readAct(JSON.stringify(target), now + 11 * 60_000)).toEqual({ kind: 'old' });
});

test('anything that was not offered so is no act', () => {
  const hostile = [
    undefined,
    '',
    'null',
    '{"do":"switch"}',
    JSON.stringify({ ...target, environment: 'prod' }),
    JSON.stringify({ ...target, keyId: { $ne: '' } }),
    JSON.stringify({ ...target, more: 1 }),
    JSON.stringify({ ...target, version: 'x' }),
  ];
  for (const value of hostile) expect(readAct(value, now)).toEqual({ kind: 'old' });
  fc.assert(fc.property(fc.json(), value => readAct(value, now).kind === 'old'));
});

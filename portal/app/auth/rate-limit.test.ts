import { expect, test } from 'vitest';
import { createRateLimit } from './rate-limit.ts';

test('the attempt after the last admitted one is refused until the window ends', () => {
  let now = 0;
  const admits = createRateLimit({ max: 2, windowMs: 1_000 }, () => now);
  expect([admits('a'), admits('a'), admits('a')]).toEqual([true, true, false]);
  now = 1_000;
  expect(admits('a')).toBe(true);
});

test('keys do not share their windows', () => {
  const admits = createRateLimit({ max: 1, windowMs: 1_000 }, () => 0);
  expect(admits('a')).toBe(true);
  expect(admits('b')).toBe(true);
  expect(admits('a')).toBe(false);
});

test('many keys do not grow the memory without end', () => {
  const admits = createRateLimit({ max: 1, windowMs: 1_000 }, () => 0);
  for (let index = 0; index < 10_001; index += 1) admits(String(index));
  // The first key was dropped for the last one, so it begins anew.
  expect(admits('0')).toBe(true);
  expect(admits('9999')).toBe(false);
});

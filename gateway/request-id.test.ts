import { decodeTime, isValid } from 'ulid';
import { expect, test } from 'vitest';
import { newRequestId, randomHex } from './request-id.ts';

test('a request id is a ULID of this moment', () => {
  const id = newRequestId();
  expect(isValid(id)).toBe(true);
  expect(Math.abs(decodeTime(id) - Date.now())).toBeLessThan(1000);
});

test('ids do not repeat when the pool of random bytes is refilled', () => {
  const ids = new Set(Array.from({ length: 20_000 }, newRequestId));
  expect(ids.size).toBe(20_000);
});

test('every letter of the alphabet can stand at the end of an id', () => {
  const last = new Set(Array.from({ length: 5_000 }, () => newRequestId().slice(-1)));
  expect(last.size).toBe(32);
});

test('random hexadecimal has two digits a byte', () => {
  expect(randomHex(8)).toMatch(/^[0-9a-f]{16}$/);
});

import { expect, test } from 'vitest';
import { count, counted, share } from './numbers.ts';

test('thousands are set apart', () => {
  expect(count(18402)).toBe('18,402');
});

test('one is one', () => {
  expect([counted(0, 'key'), counted(1, 'key'), counted(8, 'key')]).toEqual(['0 keys', '1 key', '8 keys']);
});

test('a share of nothing is not zero', () => {
  expect(share(0, 0)).toBeUndefined();
  expect([share(189, 1284), share(1, 2)]).toEqual(['14.7 %', '50 %']);
});

import { expect, test } from 'vitest';
import { percentile } from './percentile.ts';
import { table } from './table.ts';

test('columns are as wide as their widest cell, numbers to the right', () => {
  expect(
    table(
      ['page', 'p95'],
      [
        ['keys', '9.1'],
        ['a', '12.25'],
      ],
    ),
  ).toBe(['page    p95', '----  -----', 'keys    9.1', 'a     12.25'].join('\n'));
});

test('a percentile is a value that was measured, the highest for 100', () => {
  const values = [5, 1, 4, 2, 3];
  expect([50, 95, 100].map(share => percentile(values, share))).toEqual([3, 5, 5]);
  expect(percentile([], 95)).toBeNaN();
});

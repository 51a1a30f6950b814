import { expect, test } from 'vitest';
import { type Asked, judge, tableOf, together } from './verdict.ts';

const limits = { exactMs: 100, furtherMs: 1_100, growth: 1.5 };
const asked = (times: number[], isExact = true): Asked => ({
  ...{ name: 'newest', isExact, times, rows: times.length * 50, whole: times.length, cpuMs: times.length },
});
const holds = (small: Asked, large: Asked) => judge([small], [large], limits).map(each => each.holds);

test('a question over its limit, or that grows too much, does not hold', () => {
  expect(holds(asked([10]), asked([14]))).toEqual([true]);
  expect(holds(asked([10]), asked([15]))).toEqual([false]);
  expect(holds(asked([90]), asked([101]))).toEqual([false]);
});

test('what stops after a while is held to its own limit, and may take it all at the larger size', () => {
  expect(holds(asked([10], false), asked([1_050], false))).toEqual([true]);
  expect(holds(asked([10], false), asked([1_200], false))).toEqual([false]);
});

test('a question is judged by its 95th percentile of all turns', () => {
  const large = together(asked(Array(18).fill(10)), asked([200, 300]));
  expect(large).toMatchObject({ rows: 1_000, whole: 20 });
  expect(judge([asked([10])], [large], limits)).toMatchObject([{ growth: 20, holds: false }]);
  expect(tableOf('question', judge([asked([10])], [large], limits))).toContain('20.00  over');
});

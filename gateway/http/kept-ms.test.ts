import { expect, test } from 'vitest';
import { Fields } from '../fields.ts';
import { keptMsOf } from './kept-ms.ts';

const kept = (...values: string[]) => keptMsOf(Fields.of(values.flatMap(value => ['Keep-Alive', value])));

test('a connection is kept for less than common servers keep theirs, whatever longer time its upstream says', () => {
  expect([kept(), kept('timeout=5'), kept('timeout=600, max=100')]).toEqual([4_000, 4_000, 4_000]);
});

test('of a shorter time a second is left for what is on its way by then; of one second nothing is left', () => {
  expect([kept('timeout=3'), kept('max=9', 'Timeout=2'), kept('timeout=1')]).toEqual([2_000, 1_000, 0]);
});

test('what says no time is no word about it', () => {
  expect([kept(''), kept('timeout=x'), kept('timeout=-1')]).toEqual([4_000, 4_000, 4_000]);
});

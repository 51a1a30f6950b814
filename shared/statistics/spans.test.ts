import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverOf, type Range, spanMs, spans, startOf, stepsOf } from './spans.ts';

/** Often on a border, or a moment beside it. */
const moment = fc
  .tuple(fc.nat(700), fc.constantFrom(0, 0, 1, -1, 1_800_000))
  .map(([hours, beside]) => new Date(Date.UTC(2026, 10, 1) + hours * spanMs.hour + beside));
const range = fc
  .tuple(moment, moment)
  .map(([one, other]) => (one < other ? { from: one, to: other } : { from: other, to: one }));

const bounds = (ranges: readonly Range[]) =>
  ranges
    .toSorted((one, other) => one.from.getTime() - other.from.getTime())
    .map(({ from, to }) => [from.getTime(), to.getTime()] as const);

test('every moment of a range is in exactly one piece, and pieces are as long as they can be', () => {
  fc.assert(
    fc.property(range, wanted => {
      const cover = coverOf(wanted, 'week');
      const pieces = bounds([...cover.week, ...cover.day, ...cover.hour, ...cover.part]);
      let at = wanted.from.getTime();
      for (const [from, to] of pieces) {
        expect(from).toBe(at);
        expect(to).toBeGreaterThan(from);
        at = to;
      }
      expect(at).toBe(wanted.to.getTime());
      for (const span of spans)
        for (const { from, to } of cover[span])
          expect([from, to]).toEqual([startOf(span, from), startOf(span, to)]);
      for (const [longer, shorter] of [
        ['week', cover.day],
        ['day', cover.hour],
        ['hour', cover.part],
      ] as const)
        for (const { from, to } of shorter) {
          expect(to.getTime() - from.getTime()).toBeLessThan(spanMs[longer]);
          expect(startOf(longer, from)).toEqual(startOf(longer, new Date(to.getTime() - 1)));
        }
    }),
    { numRuns: 1_000 },
  );
});

test('no piece is longer than asked', () => {
  const { week, day, hour, part } = coverOf({ from: new Date(0), to: new Date(spanMs.week) }, 'day');
  expect({ week, hour, part }).toEqual({ week: [], hour: [], part: [] });
  expect(bounds(day)).toEqual([[0, spanMs.week]]);
});

test('the steps of a range follow each other from its beginning to its end', () => {
  fc.assert(
    fc.property(range, fc.constantFrom('hour' as const, 'day' as const), (wanted, span) => {
      const steps = stepsOf(span, wanted);
      expect(steps.at(0)?.from ?? wanted.to).toEqual(wanted.from);
      expect(steps.at(-1)?.to ?? wanted.to).toEqual(wanted.to);
      for (const [index, { from, to }] of steps.entries()) {
        expect(startOf(span, from)).toEqual(startOf(span, new Date(to.getTime() - 1)));
        if (index > 0) expect(from).toEqual(steps[index - 1]?.to);
      }
    }),
  );
});

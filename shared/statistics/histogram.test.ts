import fc from 'fast-check';
import { expect, test } from 'vitest';
import { database } from '../database/index.ts';
import { suiteDatabase } from '../testing/database.ts';
import { bucketExpression, Histogram } from './histogram.ts';

suiteDatabase();

const shares = [0, 0.01, 0.5, 0.95, 0.99, 1];
/** From what a record tells apart up to a day, small ones as likely as large ones. */
const milliseconds = fc
  .double({ min: Math.log(0.01), max: Math.log(86_400_000), noNaN: true })
  .map(exponent => Math.min(86_400_000, Math.max(0.01, Math.round(Math.exp(exponent) * 100) / 100)));

async function bucketsOf(values: readonly number[]): Promise<number[]> {
  const documents = values.map(value => ({ value }));
  const found = await database()
    .aggregate<{ bucket: number }>([
      { $documents: documents },
      { $project: { bucket: bucketExpression('$value') } },
    ])
    .toArray();
  return found.map(({ bucket }) => bucket);
}

/** Nearest rank: the smallest value that at least this share of all is not over. */
function exactPercentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? Number.NaN;
}

function histogramOf(buckets: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const bucket of buckets) histogram.add(bucket, 1);
  return histogram;
}

test('every percentile is within 2 % of the exact one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(milliseconds, { minLength: 1, maxLength: 300 }), async values => {
      const histogram = histogramOf(await bucketsOf(values));
      for (const share of shares) {
        const exact = exactPercentile(values, share);
        expect(Math.abs((histogram.percentile(share) ?? Number.NaN) - exact)).toBeLessThanOrEqual(
          exact * 0.02,
        );
      }
    }),
    { numRuns: 150 },
  );
});

test('what is beyond the scale counts as its end', async () => {
  expect(await bucketsOf([0, -1, 0.01])).toEqual(Array(3).fill((await bucketsOf([0.01]))[0]));
  expect(await bucketsOf([1e300, Number.POSITIVE_INFINITY])).toEqual(
    Array(2).fill((await bucketsOf([86_400_000]))[0]),
  );
  expect(() => histogramOf([0]).merge(histogramOf([583]).encode())).not.toThrow();
  expect(() => new Histogram().add(600, 1)).toThrow(RangeError);
  expect(() => new Histogram().add(1.5, 1)).toThrow(RangeError);
});

const someBuckets = fc.array(
  fc.record({ bucket: fc.nat(583), calls: fc.integer({ min: 1, max: 2 ** 43 }) }),
  { maxLength: 60 },
);

test('histograms that are stored and added are the histogram of all', () => {
  fc.assert(
    fc.property(fc.array(someBuckets, { maxLength: 5 }), parts => {
      const whole = new Histogram();
      const merged = new Histogram();
      for (const part of parts) {
        const one = new Histogram();
        for (const { bucket, calls } of part) {
          one.add(bucket, calls);
          whole.add(bucket, calls);
        }
        merged.merge(one.encode());
      }
      expect(merged.encode()).toEqual(whole.encode());
      for (const share of shares) expect(merged.percentile(share)).toBe(whole.percentile(share));
    }),
  );
});

test('a histogram of nothing has no percentile and no bytes', () => {
  expect(new Histogram().percentile(0.5)).toBeUndefined();
  expect(new Histogram().encode()).toHaveLength(0);
});

test('bytes that were cut off are not read as numbers', () => {
  const histogram = new Histogram();
  histogram.add(7, 1_000);
  expect(() => new Histogram().merge(histogram.encode().slice(0, -1))).toThrow(RangeError);
});

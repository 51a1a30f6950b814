import fc from 'fast-check';
import { expect, test } from 'vitest';
import { database } from '../database/index.ts';
import { suiteDatabase } from '../testing/database.ts';
import { expiryExpression, expiryOf } from './expiry.ts';

suiteDatabase();

test('a row goes at the end of the UTC day in which its retention ends', () => {
  const at = (text: string) => expiryOf(new Date(text), 90).toISOString();
  expect(at('2026-01-01T00:00:00.000Z')).toBe('2026-04-02T00:00:00.000Z');
  expect(at('2026-01-01T23:59:59.999Z')).toBe('2026-04-02T00:00:00.000Z');
});

test('the database says the same of any row and any retention', async () => {
  const moments = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
  await fc.assert(
    fc.asyncProperty(
      fc.array(moments, { minLength: 1 }),
      fc.integer({ min: 1, max: 730 }),
      async (times, days) => {
        const stages = [{ $documents: times.map(at => ({ at })) }, { $set: { end: expiryExpression(days) } }];
        const said = await database().aggregate(stages).toArray();
        expect(said.map(({ end }) => end)).toEqual(times.map(at => expiryOf(at, days)));
      },
    ),
    { numRuns: 30 },
  );
});

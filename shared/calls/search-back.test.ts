import { MongoServerError } from 'mongodb';
import { expect, test, vi } from 'vitest';
import { type SearchStep, searchBack } from './search-back.ts';

type Step = SearchStep<{ at: Date; id?: string }>;
const dayMs = 24 * 60 * 60 * 1000;
const newest = new Date('2026-11-26T12:00:00Z');
const oldest = new Date(newest.getTime() - 60 * dayMs);
const timeout = () => Object.assign(new MongoServerError({ message: 'too long' }), { code: 50 });

const means = {
  before: undefined,
  atMost: 3,
  patienceMs: 1_000,
  cursorOf: (row: { at: Date }) => ({ at: row.at }),
  newest,
  oldest: async () => oldest,
};

/** Rows between a beginning and where the last look ended. */
const within = (rows: readonly Date[], { from, before }: Step) =>
  rows
    .filter(at => (from === undefined || at >= from) && (before === undefined || at < before.at))
    .map(at => ({ at }));

test('it looks further and further back, and ends at the oldest row', async () => {
  const rows = [new Date(newest.getTime() - dayMs), oldest];
  const looks: Step[] = [];
  const found = await searchBack(async step => {
    looks.push(step);
    return within(rows, step);
  }, means);
  expect(found).toEqual({ rows: rows.map(at => ({ at })) });
  expect(looks.length).toBeLessThan(10);
});

test('it ends as soon as it has enough', async () => {
  const rows = [1, 2, 3, 4].map(hours => new Date(newest.getTime() - hours * 1_000));
  const found = await searchBack(async step => within(rows, step).slice(0, step.atMost), means);
  expect(found.rows).toHaveLength(3);
  expect(found.searchedBackTo).toBeUndefined();
});

test('what takes too long is looked at in smaller parts, and says how far it came', async () => {
  let now = newest.getTime();
  const found = await searchBack(
    async ({ from }) => {
      if (from === undefined || now - from.getTime() > 60_000) throw timeout();
      now = from.getTime();
      return [];
    },
    { ...means, patienceMs: 5, oldest: async () => new Date(0) },
  );
  expect(found.rows).toEqual([]);
  expect(found.searchedBackTo?.getTime()).toBe(now);
  expect(now).toBeLessThan(newest.getTime());
});

test('once it came further, no look may take longer than there is patience left', async () => {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  // A quarter of an hour takes 60 ms to look through, and a look that is cut off takes all its time.
  const found = await searchBack(async ({ from, before, withinMs }) => {
    const costs = ((before?.at ?? newest).getTime() - (from?.getTime() ?? 0)) / 15_000;
    now += Math.min(costs, withinMs);
    if (costs > withinMs) throw timeout();
    return [];
  }, means);
  clock.mockRestore();
  expect(found.searchedBackTo?.getTime()).toBeLessThan(newest.getTime());
  expect(now).toBeLessThanOrEqual(means.patienceMs);
});

test('without a row there is nothing to look for', async () => {
  const found = await searchBack(() => Promise.reject(new Error('asked')), {
    ...means,
    oldest: async () => undefined,
  });
  expect(found).toEqual({ rows: [] });
});

test('however slow the database is, every page comes further than the one before', async () => {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  // An hour takes two seconds to look through, twice the patience there is.
  const costOf = ({ from, before }: Step) =>
    ((before?.at ?? newest).getTime() - (from?.getTime() ?? 0)) / 1_800;
  const find = async (step: Step) => {
    now += Math.min(costOf(step), step.withinMs);
    if (costOf(step) > step.withinMs) throw timeout();
    return [];
  };
  const ends: number[] = [];
  let before: { at: Date } | undefined;
  for (let page = 0; page < 3; page++) {
    const began = now;
    const { searchedBackTo } = await searchBack(find, { ...means, before });
    expect(now - began).toBeLessThanOrEqual(means.patienceMs * 1.5);
    ends.push(searchedBackTo?.getTime() ?? Number.NaN);
    before = searchedBackTo && { at: searchedBackTo };
  }
  clock.mockRestore();
  expect(ends).toEqual(ends.toSorted((one, other) => other - one));
  expect(new Set([newest.getTime() + 1, ...ends]).size).toBe(4);
});

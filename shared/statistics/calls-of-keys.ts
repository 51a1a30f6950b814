import { callCollection } from '../calls/index.ts';
import { endOf, spanMs } from './spans.ts';
import { statisticsCollection } from './statistics-document.ts';

/** What a list tells of a key's calls. */
export type CallsOfKey = {
  /** Those of apps in the last 24 hours. */
  lastDay: number;
  /** When the newest call came in whose row is still kept, the console's too. */
  lastAt?: Date;
};

/**
 * What a list of keys tells of their calls: whole hours as they were counted, the part before them from the rows. For
 * rooms and pages that have authorized the actor on these keys.
 */
export async function readCallsOfKeys(
  keyIds: readonly string[],
  now = new Date(),
): Promise<Map<string, CallsOfKey>> {
  const from = new Date(now.getTime() - spanMs.day);
  const [counted, part, last] = await Promise.all([
    countHours(keyIds, endOf('hour', from)),
    countRows(keyIds, from, endOf('hour', from)),
    findLast(keyIds),
  ]);
  return new Map(
    keyIds.map(id => {
      const lastAt = last.get(id);
      const lastDay = (counted.get(id) ?? 0) + (part.get(id) ?? 0);
      return [id, { lastDay, ...(lastAt !== undefined && { lastAt }) }];
    }),
  );
}

type Found<Value> = { _id: string; value: Value };

async function countHours(keyIds: readonly string[], from: Date): Promise<Map<string, number>> {
  const found = await statisticsCollection()
    .aggregate<Found<number>>([
      { $match: { subjectId: { $in: keyIds }, span: 'hour', from: { $gte: from } } },
      { $group: { _id: '$subjectId', value: { $sum: '$app.total.calls' } } },
    ])
    .toArray();
  return byId(found);
}

/** Read from the index alone: of the busiest key, an hour may be thousands of rows. */
async function countRows(keyIds: readonly string[], from: Date, to: Date): Promise<Map<string, number>> {
  const at = { $gte: from, $lt: to };
  const count = async (index: string, more: object) =>
    byId(
      await callCollection()
        .aggregate<Found<number>>(
          [
            { $match: { keyId: { $in: keyIds }, at, ...more } },
            { $group: { _id: '$keyId', value: { $sum: 1 } } },
          ],
          { hint: index },
        )
        .toArray(),
    );
  const [all, ofConsole] = await Promise.all([
    count('keyId-time', {}),
    count('keyId-console', { source: 'console' }),
  ]);
  for (const [id, calls] of ofConsole) all.set(id, (all.get(id) ?? 0) - calls);
  return all;
}

/** One look at the end of each key's part of the index. */
async function findLast(keyIds: readonly string[]): Promise<Map<string, Date>> {
  const found = await callCollection()
    .aggregate<Found<Date>>(
      [
        { $match: { keyId: { $in: keyIds } } },
        { $sort: { keyId: 1, at: -1, _id: -1 } },
        { $group: { _id: '$keyId', value: { $first: '$at' } } },
      ],
      { hint: 'keyId-time' },
    )
    .toArray();
  return byId(found);
}

const byId = <Value>(found: readonly Found<Value>[]) => new Map(found.map(({ _id, value }) => [_id, value]));

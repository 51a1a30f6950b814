import { listRetentionsToApply, markRetentionApplied } from '../endpoints/index.ts';
import { callCollection } from './call-record.ts';
import { expiryExpression } from './expiry.ts';

const rowsAtOnce = 5_000;
/** Longer than storing a row takes from when its retention was looked up: later rows are stored with the new one. */
const settledMs = 60_000;

/**
 * Rewrites when stored rows go, for endpoints whose retention was changed. Safe twice and at once; what a process that
 * ends leaves undone is done from the beginning by the next.
 * @returns how many rows were rewritten
 */
export async function applyRetention(now = new Date()): Promise<{ rows: number }> {
  let rows = 0;
  for (const change of await listRetentionsToApply(new Date(now.getTime() - settledMs))) {
    rows += await rewrite(change.endpointId, change.days);
    await markRetentionApplied(change);
  }
  return { rows };
}

/** From the newest to the oldest, in parts: none holds the collection for long. */
async function rewrite(endpointId: string, days: number): Promise<number> {
  const calls = callCollection();
  const follow = [{ $set: { expiresAt: expiryExpression(days) } }];
  let rows = 0;
  for (let before: Date | undefined; ; ) {
    const older = { endpointId, ...(before !== undefined && { at: { $lt: before } }) };
    const [last] = await calls
      .find(older, { projection: { _id: 0, at: 1 } })
      .sort({ at: -1 })
      .skip(rowsAtOnce - 1)
      .limit(1)
      .toArray();
    const part = last === undefined ? older : { ...older, at: { ...older.at, $gte: last.at } };
    rows += (await calls.updateMany(part, follow)).modifiedCount;
    if (last === undefined) return rows;
    before = last.at;
  }
}

import { decodeTime } from 'ulid';
import { database } from '../database/index.ts';
import type { Receipt } from '../receipt.ts';
import { fenceOf, majority } from './fence-document.ts';
import { readReceipts } from './receipt-store.ts';

/** What became of a change that returned `pending`. */
export type ChangeState =
  | { kind: 'held'; receipt: Receipt }
  | { kind: 'pending' }
  /** It never came to be: nothing has changed. */
  | { kind: 'not_done' };

/** Longer than any transaction of ours can still commit after its change was given an id. */
const commitLimitMs = 90_000;

/**
 * For rooms that have authorized the actor on the change's entity already.
 * @param change the id that its outcome, or the error `unconfirmed`, carried
 */
export async function findChangeState(change: string): Promise<ChangeState> {
  const db = database();
  const receipt = (await readReceipts(db, [change])).get(change);
  if (receipt !== undefined) return { kind: 'held', receipt };
  const events = db.collection<{ _id: string }>('auditEvents');
  if (ageOf(change) < commitLimitMs || (await events.findOne({ _id: change })) !== null)
    return { kind: 'pending' };
  // What a majority write sees is what there is: a stale primary could not have taken it.
  await fenceOf(db).updateOne({ _id: 'keys' }, { $inc: { repeats: 1 } }, { writeConcern: majority });
  const found = await events.findOne({ _id: change });
  return found === null ? { kind: 'not_done' } : { kind: 'pending' };
}

function ageOf(change: string): number {
  try {
    return Date.now() - decodeTime(change);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

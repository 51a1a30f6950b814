import { type ClientSession, newId } from '../database/index.ts';
import { Outbox, type OutboxDocument } from './outbox-row.ts';

/** A worker that takes longer than this for one message is taken for dead. */
const claimMs = 2 * 60_000;
const keepDays = 90;

const majority = { w: 'majority', j: true } as const;
/** By the database's clock: workers' own clocks may be hours apart. */
const later = (milliseconds: number) => ({ $add: ['$$NOW', milliseconds] });
const forgetAt = later(keepDays * 24 * 60 * 60_000);

/**
 * Takes one message that is due, for this worker alone: by a condition in the database, so that no two take the same,
 * and one that died gives it up after two minutes. @returns undefined when nothing is due
 */
export async function claimDue(channel: OutboxDocument['channel']): Promise<OutboxDocument | undefined> {
  const claim = newId();
  const due = { $expr: { $lte: ['$dueAt', '$$NOW'] } };
  const found = await Outbox.findOneAndUpdate(
    { channel, state: { $in: ['queued', 'sending'] }, ...due },
    [{ $set: { state: 'sending', claim, attempts: { $add: ['$attempts', 1] }, dueAt: later(claimMs) } }],
    { sort: { dueAt: 1 }, returnDocument: 'after', writeConcern: majority, updatePipeline: true },
  ).lean<OutboxDocument>();
  return found ?? undefined;
}

export type Ending =
  | { state: 'sent' }
  | { state: 'dropped' }
  | { state: 'failed'; lastError: string }
  | { state: 'again'; lastError: string; inMs: number };

/** Says how it went, as long as the claim is still this worker's. @returns whether it was */
export async function endClaim(
  { _id, claim = '' }: OutboxDocument,
  ending: Ending,
  session?: ClientSession,
): Promise<boolean> {
  const { state } = ending;
  const told = 'lastError' in ending ? { lastError: { $literal: ending.lastError } } : {};
  const set =
    state === 'again'
      ? { state: 'queued', dueAt: later(ending.inMs), ...told }
      : { state, forgetAt, ...told, ...(state === 'sent' && { sentAt: '$$NOW' }) };
  // Within a transaction its own write concern holds.
  const durably = session === undefined ? { writeConcern: majority } : { session };
  const { modifiedCount } = await Outbox.updateOne({ _id, claim }, [{ $set: set }, { $unset: 'claim' }], {
    ...durably,
    updatePipeline: true,
  });
  return modifiedCount === 1;
}

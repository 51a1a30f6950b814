import type { Document } from 'mongodb';
import { acksOf, ensureFence, type FenceMember, fenceOf, majority } from './fence-document.ts';
import type { MemberLink } from './member-link.ts';
import type { FenceReply } from './member-steps.ts';

/** A reply of a write, which is also the database's word on what time it is. */
export type Renewal = FenceReply & { seq: number; databaseTime: Date };

/** G1, first write: whatever was committed before it is seen by every later read of this session. */
export async function announce({ db, session }: MemberLink): Promise<number> {
  const write = () =>
    fenceOf(db).findOneAndUpdate(
      { _id: 'keys' },
      { $inc: { joins: 1 } },
      { session, returnDocument: 'after', projection: { epoch: 1 }, writeConcern: majority },
    );
  const fence = (await write()) ?? (await ensureFence(db).then(write));
  if (fence === null) throw new Error('the fence could not be read');
  return fence.epoch;
}

/** G1, last write: from its epoch on, every change waits for this incarnation. */
export async function join(
  link: MemberLink,
  incarnation: string,
  member: FenceMember,
  applied: number,
): Promise<Renewal> {
  const reply = await write(link, incarnation, applied, {}, { $set: { [`members.${incarnation}`]: member } });
  if (reply === undefined) throw new Error('the fence is gone');
  return reply;
}

/** G2: `undefined` when this incarnation is no member any more. */
export async function renew(
  link: MemberLink,
  incarnation: string,
  applied: number,
): Promise<Renewal | undefined> {
  const seq = `members.${incarnation}.seq`;
  return await write(link, incarnation, applied, { [seq]: { $exists: true } }, { $inc: { [seq]: 1 } });
}

async function write(
  { db, session }: MemberLink,
  incarnation: string,
  applied: number,
  filter: Document,
  update: Document,
): Promise<Renewal | undefined> {
  const fence = await fenceOf(db).findOneAndUpdate({ _id: 'keys', ...filter }, update, {
    session,
    returnDocument: 'after',
    projection: { ...since(applied), [`members.${incarnation}.seq`]: 1, databaseTime: '$$NOW' },
    writeConcern: majority,
  });
  if (fence === null) return undefined;
  const { epoch, log, members, databaseTime } = fence as typeof fence & { databaseTime: Date };
  return { epoch, entries: log, seq: members[incarnation]?.seq ?? 0, databaseTime };
}

/** G3: the ring as it is now, at least as new as this session's last write. */
export async function readRing({ db, session }: MemberLink, applied: number): Promise<FenceReply> {
  const fence = await fenceOf(db).findOne(
    { _id: 'keys' },
    { session, projection: since(applied), readConcern: { level: 'majority' }, readPreference: 'primary' },
  );
  return { epoch: fence?.epoch ?? 0, entries: fence?.log ?? [] };
}

/** The entry of `applied` too: it tells whether this still is the history that was applied. */
function since(applied: number): { epoch: 1; log: Document } {
  return { epoch: 1, log: { $filter: { input: '$log', cond: { $gte: ['$$this.epoch', applied] } } } };
}

/**
 * Says what is in this incarnation's memory. `soon` is seen by changers at once and may be lost with the primary; then
 * it has to be said again for good.
 */
export async function acknowledge(
  { db }: MemberLink,
  incarnation: string,
  applied: number,
  how: 'soon' | 'for_good',
): Promise<void> {
  await acksOf(db).updateOne(
    { _id: incarnation },
    { $max: { applied }, $currentDate: { at: true } },
    { upsert: true, writeConcern: how === 'soon' ? { w: 1 } : majority },
  );
}

/** This incarnation has stopped serving for good: nobody needs to wait for it. */
export async function leave({ db }: MemberLink, incarnation: string): Promise<void> {
  await Promise.all([
    acksOf(db).updateOne(
      { _id: incarnation },
      { $set: { left: true }, $setOnInsert: { applied: 0 }, $currentDate: { at: true } },
      { upsert: true, writeConcern: majority },
    ),
    fenceOf(db).updateOne(
      { _id: 'keys' },
      { $unset: { [`members.${incarnation}`]: '' } },
      { writeConcern: majority },
    ),
  ]);
}

/** Calls `onHint` whenever the epoch moved, until it is closed; a stream that dies is told to `onEnd`. */
export function watchFence(
  { db, patienceMs }: MemberLink,
  onHint: () => void,
  onEnd: (error: unknown) => void,
) {
  const moved = { 'updateDescription.updatedFields.epoch': { $exists: true } };
  const stream = fenceOf(db).watch([{ $match: { $or: [moved, { operationType: 'replace' }] } }], {
    maxAwaitTimeMS: patienceMs / 2,
  });
  stream.on('change', onHint);
  // What came between joining and this moment had nobody to hint at it.
  stream.once('resumeTokenChanged', onHint);
  stream.on('error', onEnd);
  stream.on('end', () => onEnd(undefined));
  stream.on('close', () => onEnd(undefined));
  return stream;
}

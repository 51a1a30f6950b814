import type { Db, Document } from 'mongodb';
import {
  type AckDocument,
  acksOf,
  type EntityRef,
  ensureFence,
  entityCollections,
  type FenceMember,
  fenceOf,
  majority,
  ringSize,
  ringSlack,
} from './fence-document.ts';
import { gather } from './gather.ts';

/** One try at the database; the change goes on trying. */
const attemptMs = 3_000;
/** Well below the ring's size: a group never pushes a change of its own out. */
const mostTogether = 64;
/** Behind a group of several. Longer brings no more, and a change would wait for it. */
const restMs = 12;

/** A change of authority, as C2 appends it. */
export type Change = EntityRef & { change: string };
export type Appended = { epoch: number; members: [incarnation: string, member: FenceMember][] };

/**
 * C2: appends a change to the ring and returns its epoch with the members of that same version of the document, so that
 * a gateway which joins meanwhile is either among them or has loaded the change already. Exact when repeated; a
 * repetition is a write of its own, so that its majority wait is real. Changes of this process that come while another
 * is being appended go into one write: the same as one right after the other with nothing between.
 */
export const appendChange = gather(appendChanges, mostTogether, restMs);

async function appendChanges(db: Db, changes: readonly Change[]): Promise<Appended[]> {
  const update = appending(changes);
  const ids = changes.map(({ change }) => change);
  const ours = { $filter: { input: '$log', cond: { $in: ['$$this.change', { $literal: ids }] } } };
  const find = () =>
    fenceOf(db).findOneAndUpdate({ _id: 'keys' }, update, {
      returnDocument: 'after',
      projection: { epoch: 1, members: 1, log: ours },
      writeConcern: majority,
      timeoutMS: attemptMs,
    });
  let fence = await find();
  if (fence === null) {
    await ensureFence(db);
    fence = await find();
  }
  if (fence === null) throw new Error('the fence could not be written');
  const members = Object.entries(fence.members);
  const epochs = new Map(fence.log.map(entry => [entry.change, entry.epoch]));
  return ids.map(change => {
    const epoch = epochs.get(change);
    if (epoch === undefined) throw new Error('the fence did not take a change');
    return { epoch, members };
  });
}

/** Those that the ring does not have yet get the next epochs, in their order. */
function appending(changes: readonly Change[]): Document[] {
  const once = new Map(changes.map(({ kind, id, change }) => [change, { kind, id, change }]));
  const known = { $in: ['$$this.change', '$log.change'] };
  const fresh = { $filter: { input: { $literal: [...once.values()] }, cond: { $not: known } } };
  const numbered = {
    $map: {
      input: { $range: [0, { $size: '$fresh' }] },
      as: 'at',
      in: {
        $mergeObjects: [{ epoch: { $add: ['$epoch', 1, '$$at'] } }, { $arrayElemAt: ['$fresh', '$$at'] }],
      },
    },
  };
  // Cut now and then only: what is appended travels as an addition, a ring that was cut travels whole.
  const full = { $gt: [{ $size: '$log' }, ringSize + ringSlack] };
  const trimmed = { $cond: [full, { $slice: ['$log', -ringSize] }, '$log'] };
  const repeated = { $cond: [{ $eq: ['$fresh', []] }, 1, 0] };
  return [
    { $set: { fresh } },
    {
      $set: {
        epoch: { $add: ['$epoch', { $size: '$fresh' }] },
        repeats: { $add: ['$repeats', repeated] },
        log: { $concatArrays: ['$log', numbered] },
      },
    },
    { $set: { log: trimmed } },
    { $unset: 'fresh' },
  ];
}

/** How far these gateways say they are. */
export async function readAcks(db: Db, incarnations: readonly string[]): Promise<AckDocument[]> {
  return await acksOf(db)
    .find({ _id: { $in: [...incarnations] } }, { timeoutMS: attemptMs })
    .toArray();
}

/** C4: removes a member whose `seq` did not move; returns how it stood before, `undefined` when it was gone. */
export async function removeUnmoved(
  db: Db,
  incarnation: string,
  seq: number,
): Promise<FenceMember | undefined> {
  const unmoved = { $eq: [`$members.${incarnation}.seq`, seq] };
  const without = { $unsetField: { field: incarnation, input: '$members' } };
  const before = await fenceOf(db).findOneAndUpdate(
    { _id: 'keys' },
    [{ $set: { members: { $cond: [unmoved, without, '$members'] } } }],
    {
      returnDocument: 'before',
      projection: { members: 1 },
      writeConcern: majority,
      timeoutMS: attemptMs,
    },
  );
  return before?.members[incarnation];
}

/** C5: takes this change's own mark off, never the one of a later change, and never touches the version. */
export const clearMark = gather(clearMarks, mostTogether);

async function clearMarks(db: Db, changes: readonly Change[]): Promise<undefined> {
  const byKind = Map.groupBy(changes, ({ kind }) => kind);
  await Promise.all(
    [...byKind].map(([kind, some]) =>
      // A change has one entity, so two lists name the same pairs; one write, where pairs would take many.
      db.collection<{ _id: string }>(entityCollections[kind]).updateMany(
        {
          _id: { $in: some.map(({ id }) => id) },
          'pendingFence.change': { $in: some.map(({ change }) => change) },
        },
        { $unset: { pendingFence: '' } },
        { writeConcern: majority },
      ),
    ),
  );
  return undefined;
}

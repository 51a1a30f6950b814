import type { Db } from 'mongodb';
import {
  type AckDocument,
  acksOf,
  type EntityRef,
  ensureFence,
  type FenceMember,
  fenceOf,
  majority,
  ringSize,
} from './fence-document.ts';

/** One try at the database; the change goes on trying. */
const attemptMs = 3_000;

/**
 * C2: appends a change to the ring and returns its epoch with the members of that same version of the document, so
 * that a gateway which joins meanwhile is either among them or has loaded the change already. Exact when repeated; a
 * repetition is a write of its own, so that its majority wait is real.
 */
export async function appendChange(
  db: Db,
  { kind, id }: EntityRef,
  change: string,
): Promise<{ epoch: number; members: [incarnation: string, member: FenceMember][] }> {
  const known = { $in: [change, '$log.change'] };
  const epoch = { $add: ['$epoch', 1] };
  const entry = { epoch, kind, id: { $literal: id }, change: { $literal: change } };
  const appended = { $slice: [{ $concatArrays: ['$log', [entry]] }, -ringSize] };
  const update = {
    epoch: { $cond: [known, '$epoch', epoch] },
    repeats: { $cond: [known, { $add: ['$repeats', 1] }, '$repeats'] },
    log: { $cond: [known, '$log', appended] },
  };
  const ours = { $filter: { input: '$log', cond: { $eq: ['$$this.change', { $literal: change }] } } };
  const find = () =>
    fenceOf(db).findOneAndUpdate({ _id: 'keys' }, [{ $set: update }], {
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
  const appendedEntry = fence?.log[0];
  if (fence === null || appendedEntry === undefined) throw new Error('the fence could not be written');
  return { epoch: appendedEntry.epoch, members: Object.entries(fence.members) };
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

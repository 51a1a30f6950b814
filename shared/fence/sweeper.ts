import type { Db } from 'mongodb';
import { database } from '../database/index.ts';
import { carryThrough } from './change.ts';
import { type EntityRef, entityCollections, fenceOf, type PendingFence } from './fence-document.ts';

/** Beyond the longest lease: by then a living process has carried its change through itself. */
const usualPatienceMs = 5_000;

/**
 * Carries through what a process that died has left between C1 and C5, by the server's clock.
 * @returns how many changes were found
 */
export async function sweepPendingChanges(patienceMs = usualPatienceMs): Promise<number> {
  const db = database();
  const age = (await longestLease(db)) + patienceMs;
  const kinds = Object.keys(entityCollections) as EntityRef['kind'][];
  const found = (await Promise.all(kinds.map(kind => findPending(db, kind, age)))).flat();
  for (const { ref, change } of found) await carryThrough(db, ref, change);
  return found.length;
}

async function longestLease(db: Db): Promise<number> {
  const fence = await fenceOf(db).findOne({ _id: 'keys' }, { projection: { members: 1 } });
  const leases = Object.values(fence?.members ?? {}).map(({ lease }) => lease);
  return Math.max(0, ...leases);
}

async function findPending(db: Db, kind: EntityRef['kind'], ageMs: number) {
  const old = { $lt: ['$pendingFence.since', { $subtract: ['$$NOW', ageMs] }] };
  const entities = await db
    .collection<{ _id: string; pendingFence: PendingFence }>(entityCollections[kind])
    .find({ 'pendingFence.since': { $exists: true }, $expr: old }, { projection: { pendingFence: 1 } })
    .toArray();
  return entities.map(({ _id, pendingFence }) => ({ ref: { kind, id: _id }, change: pendingFence.change }));
}

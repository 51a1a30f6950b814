import type { Collection, Db } from 'mongodb';

/** What can carry authority: each is one document, named in the ring by kind and id. */
export type EntityKind = 'key' | 'endpoint';
export type EntityRef = { kind: EntityKind; id: string };

/** Where the entities of a kind are stored. */
export const entityCollections: Readonly<Record<EntityKind, string>> = {
  key: 'collaborationKeys',
  endpoint: 'endpoints',
};

/** One change of authority: from its epoch on, every gateway knows of it. */
export type FenceEntry = EntityRef & { epoch: number; change: string };

/** One gateway process, one start. `lease` in milliseconds; `seq` counts its renewals. */
export type FenceMember = { seq: number; name: string; lease: number };

/** The one document that orders all changes and all renewals. */
export type FenceDocument = {
  _id: 'keys';
  epoch: number;
  joins: number;
  repeats: number;
  /** The newest changes, oldest first, their epochs without a gap. */
  log: FenceEntry[];
  members: Record<string, FenceMember>;
};

/** How far a gateway's memory is; a fact about that memory, so it stays true even when its write is rolled back. */
export type AckDocument = { _id: string; applied: number; left?: boolean; at: Date };

/** The mark of a change on its entity, from C1 until its receipt is written. */
export type PendingFence = { change: string; since: Date };

/** The ring keeps at least so many changes, and at most `ringSlack` more. */
export const ringSize = 256;
export const ringSlack = 64;

export const fenceOf = (db: Db): Collection<FenceDocument> => db.collection<FenceDocument>('fence');
export const acksOf = (db: Db): Collection<AckDocument> => db.collection<AckDocument>('fenceAcks');

/** Every write to the fence: anything less could be rolled back after it was acted upon. */
export const majority = { w: 'majority', journal: true } as const;

const ackDays = 1;

/** Makes the fence where there is none yet; harmless when several processes do it at once. */
export async function ensureFence(db: Db): Promise<void> {
  const fresh = { epoch: 0, joins: 0, repeats: 0, log: [], members: {} };
  const options = { upsert: true, writeConcern: majority };
  await fenceOf(db)
    .updateOne({ _id: 'keys' }, { $setOnInsert: fresh }, options)
    .catch(error => {
      // Two upserts at once: one of them inserts, the other is told so.
      if (error?.code !== 11_000) throw error;
    });
  await acksOf(db).createIndex({ at: 1 }, { expireAfterSeconds: ackDays * 24 * 60 * 60 });
}

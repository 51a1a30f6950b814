import { model, Schema } from 'mongoose';
import type { Environment } from '../endpoints/index.ts';
import type { PendingFence } from '../fence/index.ts';
import type { Permission } from '../permissions/index.ts';
import type { Sealed } from '../sealing/index.ts';

/** One API key text as it rests: looked up by digest, shown again through the sealed copy. */
export type StoredKey = {
  /** The collaboration key it belongs to, so that a copy in another document is noticed. */
  keyId: string;
  generation: number;
  digest: string;
  pepperVersion: number;
  sealed: Sealed;
  masked: string;
  createdAt: Date;
};

/** A key text that was regenerated away; its digest answers `key_replaced` for 90 days. */
export type ReplacedKey = Pick<StoredKey, 'keyId' | 'generation' | 'digest' | 'masked'> & {
  replacedAt: Date;
  /** Until then it still admits, by the database's clock: the overlap of a regenerate. At most one key has one. */
  validUntil?: Date;
};

export type EnvironmentKey = {
  active: boolean;
  /** While it is off for a time: which pause this is, and when it ends by the database's clock. */
  pause?: { pauseId: string; until: Date };
  permissions: Permission[];
  /** Missing only in a tombstone. */
  current?: StoredKey;
  previous: ReplacedKey[];
};

/** The grant to one partner: one document, so that create, delete and cut-off are one write. */
export type CollaborationKeyDocument = Record<Environment, EnvironmentKey> & {
  _id: string;
  endpointId: string;
  name: string;
  nameFolded: string;
  description: string;
  version: number;
  createdAt: Date;
  createdBy: string;
  deleted?: { at: Date; by: string };
  /** While a change of it is between C1 and C5 of the fence. */
  pendingFence?: PendingFence;
};

const schema = new Schema<CollaborationKeyDocument>(
  {
    _id: { type: String, required: true },
    endpointId: { type: String, required: true },
    name: { type: String, required: true },
    nameFolded: { type: String, required: true },
    description: { type: String, default: '' },
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    createdBy: { type: String, required: true },
    deleted: Schema.Types.Mixed,
    pendingFence: Schema.Types.Mixed,
    sandbox: { type: Schema.Types.Mixed, required: true },
    production: { type: Schema.Types.Mixed, required: true },
  },
  { collection: 'collaborationKeys', versionKey: false, minimize: false },
);
// "Not deleted" is said by a field that only living keys have: partial indexes cannot say "does not exist".
schema.index(
  { endpointId: 1, nameFolded: 1 },
  { unique: true, partialFilterExpression: { 'sandbox.current.digest': { $exists: true } } },
);
// The tombstones of an endpoint, last deleted first.
schema.index(
  { endpointId: 1, 'deleted.at': -1 },
  { partialFilterExpression: { 'deleted.at': { $exists: true } } },
);
// How many keys live, from the index alone: its part of them lies together.
schema.index(
  { endpointId: 1, 'sandbox.current.digest': 1 },
  { name: 'living', partialFilterExpression: { 'sandbox.current.digest': { $exists: true } } },
);
// Lists of living keys are answered by the index alone: it holds what says that a key lives, and its id.
for (const order of [
  { createdAt: -1, _id: -1 },
  { nameFolded: 1, _id: 1 },
] as const)
  schema.index(
    { endpointId: 1, ...order, 'sandbox.current.digest': 1 },
    { partialFilterExpression: { 'sandbox.current.digest': { $exists: true } } },
  );
for (const environment of ['sandbox', 'production']) {
  const digest = `${environment}.current.digest`;
  schema.index({ [digest]: 1 }, { unique: true, partialFilterExpression: { [digest]: { $exists: true } } });
}

// The ends of pauses and overlaps are looked for all the time; few keys have one.
for (const environment of ['sandbox', 'production']) {
  schema.index({ [`${environment}.pause.until`]: 1 }, { sparse: true });
  schema.index({ [`${environment}.previous.validUntil`]: 1 }, { sparse: true });
}

// The sweeper looks for marks that were left; most keys have none.
schema.index({ 'pendingFence.since': 1 }, { sparse: true });

export const CollaborationKey = model('CollaborationKey', schema);

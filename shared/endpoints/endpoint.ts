import { model, Schema } from 'mongoose';
import type { PendingFence } from '../fence/index.ts';
import type { Sealed } from '../sealing/index.ts';
import type { Retention } from './retention.ts';

/** Where calls of one environment go. Header values may be credentials of the owner's system, so they are sealed. */
export type Upstream = { url: string; headers?: Sealed };

/** Deployed when it has a document revision and something that answers: an upstream, or the mock. */
export type Deployment = {
  upstream?: Upstream;
  /** Calls are answered from the document, and nothing is forwarded. Sandbox only. */
  mock?: boolean;
  /** Requests that the document does not allow are refused and not forwarded. The mock always does so. */
  strict?: boolean;
  documentRevision?: number;
  deployedAt?: Date;
  deployedBy?: string;
};

export type EndpointDocument = {
  _id: string;
  slug: string;
  name: string;
  description: string;
  ownerIds: string[];
  /** Goes up by one with each change; a form names the version it was filled from. */
  version: number;
  /** Origins that browsers may call from; missing means any, and so does null, which a change sets. */
  allowedOrigins?: string[] | null;
  sandbox: Deployment;
  production: Deployment;
  /** How long call records are kept; missing means the default. */
  retention?: Retention;
  /** While stored rows do not follow it yet. */
  retentionToApply?: { days: number; since: Date };
  createdAt: Date;
  createdBy: string;
  /** Counts what was added to it, so that an addition and a deletion at once conflict. */
  additions?: number;
  /** It is gone for everybody; what was recorded of it stays. */
  deleted?: { at: Date; by: string };
  /** While a change of it is between C1 and C5 of the fence. */
  pendingFence?: PendingFence;
};

const schema = new Schema<EndpointDocument>(
  {
    _id: { type: String, required: true },
    slug: { type: String, required: true },
    name: { type: String, required: true },
    description: { type: String, default: '' },
    ownerIds: { type: [String], required: true },
    version: { type: Number, required: true },
    allowedOrigins: { type: [String], default: undefined },
    sandbox: { type: Schema.Types.Mixed, required: true },
    production: { type: Schema.Types.Mixed, required: true },
    retention: Schema.Types.Mixed,
    retentionToApply: Schema.Types.Mixed,
    createdAt: { type: Date, required: true },
    createdBy: { type: String, required: true },
    additions: Number,
    deleted: Schema.Types.Mixed,
    pendingFence: Schema.Types.Mixed,
  },
  { collection: 'endpoints', versionKey: false, minimize: false },
);
schema.index({ slug: 1 }, { unique: true });
schema.index({ ownerIds: 1 });
schema.index({ 'pendingFence.since': 1 }, { sparse: true });
schema.index({ 'retentionToApply.since': 1 }, { sparse: true });

export const Endpoint = model('Endpoint', schema);

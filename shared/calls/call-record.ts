import { model, Schema } from 'mongoose';
import type { Environment } from '../endpoints/index.ts';
import type { Permission } from '../permissions/index.ts';

/** One call, allowed or refused. No bodies, no secrets; `id` is the answer's X-Request-Id. */
export type CallRecord = {
  id: string;
  at: Date;
  endpointId: string;
  keyId: string;
  environment: Environment;
  keyGeneration: number;
  source: 'app' | 'console';
  /** Who sent it from the console. */
  actorId?: string;
  method: string;
  path: string;
  /** Redacted by `redactQuery`. */
  query: string;
  operationId?: string;
  documentRevision?: number;
  /** `ok`, the code of the refusal, or `unknown` when the gateway died before the end. */
  outcome: string;
  status: number;
  needed?: Permission;
  held: readonly Permission[];
  bytesIn: number;
  bytesOut: number;
  gatewayMs: number;
  upstreamMs?: number;
  address: string;
  userAgent: string;
  gatewayIncarnation: string;
  epoch?: number;
};

export type CallDocument = Omit<CallRecord, 'id'> & { _id: string; storedAt: Date; expiresAt: Date };

const schema = new Schema<CallDocument>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    storedAt: { type: Date, required: true },
    endpointId: { type: String, required: true },
    keyId: { type: String, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'calls', versionKey: false, strict: false },
);
// Newest first by id: a ULID made at admission sorts by time.
schema.index({ keyId: 1, _id: -1 });
schema.index({ endpointId: 1, _id: -1 });
schema.index({ keyId: 1, at: -1 });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const Call = model('Call', schema);

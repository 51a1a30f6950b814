import { model, Schema } from 'mongoose';
import type { Environment } from '../endpoints/index.ts';
import type { Permission } from '../permissions/index.ts';
import type { Evidence } from './evidence.ts';

/** What is asked for: that the sandbox is deployed to production, or one permission more in one environment. */
export type Wish =
  | { kind: 'production' }
  | { kind: 'permission'; environment: Environment; permission: Permission };

export type RequestStatus = 'pending' | 'approved' | 'declined' | 'withdrawn';

type Person = { accountId: string; email: string };

export type RequestDocument = {
  _id: string;
  endpointId: string;
  keyId: string;
  keyName: string;
  wish: Wish;
  /** The wish as one word: while one is pending, nobody asks for the same of the same key again. */
  subject: string;
  note: string;
  /** The refused call that made somebody ask. */
  callId?: string;
  status: RequestStatus;
  askedBy: Person;
  askedAt: Date;
  /** As it was when it was asked. */
  evidence: Evidence;
  decision?: { by: Person; surface: string; at: Date; note: string };
};

const schema = new Schema<RequestDocument>(
  {
    _id: { type: String, required: true },
    endpointId: { type: String, required: true },
    keyId: { type: String, required: true },
    keyName: { type: String, required: true },
    wish: { type: Schema.Types.Mixed, required: true },
    subject: { type: String, required: true },
    note: { type: String, default: '' },
    callId: String,
    status: { type: String, required: true },
    askedBy: { type: Schema.Types.Mixed, required: true },
    askedAt: { type: Date, required: true },
    evidence: { type: Schema.Types.Mixed, required: true },
    decision: Schema.Types.Mixed,
  },
  { collection: 'requests', versionKey: false, minimize: false },
);
schema.index({ keyId: 1, subject: 1 }, { unique: true, partialFilterExpression: { status: 'pending' } });
schema.index({ endpointId: 1, status: 1, _id: -1 });
schema.index({ keyId: 1, _id: -1 });

export const AccessRequest = model('AccessRequest', schema);

export function subjectOf(wish: Wish): string {
  return wish.kind === 'production' ? 'production' : `${wish.environment}:${wish.permission}`;
}

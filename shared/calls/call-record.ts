import mongoose, { model, Schema } from 'mongoose';
import type { Environment } from '../endpoints/index.ts';
import type { Permission } from '../permissions/index.ts';

/** What is known of a call when it is forwarded. */
export type CallBeginning = {
  /** The answer's X-Request-Id. */
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
  needed?: Permission;
  held: readonly Permission[];
  /** Of its body, until then. */
  bytesIn: number;
  address: string;
  userAgent: string;
  gatewayIncarnation: string;
  epoch?: number;
};

/** What it came to. */
export type CallEnd = {
  /** `ok`, the code of the refusal, or `unknown` when the gateway died before the end. */
  outcome: string;
  status: number;
  bytesIn: number;
  bytesOut: number;
  gatewayMs: number;
  upstreamMs?: number;
};

/** One call, allowed or refused. No bodies (`kept-body.ts` has the few that are), no secrets. */
export type CallRecord = CallBeginning & CallEnd;

export type CallDocument = Omit<CallRecord, 'id'> & {
  _id: string;
  storedAt: Date;
  expiresAt: Date;
  /** Only of what failed, so that the few rows among many are found by a small index: 4 or 5, from the status. */
  failedClass?: 4 | 5;
  /** The outcome, where it is not `ok`. */
  fault?: string;
  /** It came after the statistics of its hour were closed, and is told there as late, once. */
  late?: true;
};

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
// Every question is about one key or one endpoint, and is answered newest first; the id tells calls of one millisecond apart.
for (const subject of ['keyId', 'endpointId'] as const) {
  const by = (name: string) => ({ [subject]: 1, [name]: 1, at: -1, _id: -1 }) as const;
  // The log as it is opened, any range of time, and what the statistics are counted from.
  schema.index({ [subject]: 1, at: -1, _id: -1 }, { name: `${subject}-time` });
  // What one operation does, and what one machine sends: rare among all rows, so each has its own.
  schema.index(by('operationId'), { name: `${subject}-operation` });
  schema.index(by('address'), { name: `${subject}-address` });
  // Failures, by class, by code, and all refusals together: only failed rows are in them.
  const failed = (field: string) => ({ partialFilterExpression: { [field]: { $exists: true } } });
  schema.index(by('failedClass'), { name: `${subject}-class`, ...failed('failedClass') });
  schema.index(by('fault'), { name: `${subject}-code`, ...failed('fault') });
  schema.index(
    { [subject]: 1, at: -1, _id: -1, fault: 1 },
    { name: `${subject}-faults`, ...failed('fault') },
  );
  // Answers of 3xx, by what the rows say: most APIs have none, and looking for none takes longest.
  schema.index(
    { [subject]: 1, at: -1, _id: -1 },
    { name: `${subject}-redirects`, partialFilterExpression: { status: { $gte: 300, $lt: 400 } } },
  );
  // What people sent from the console, among all that their apps send.
  const ofConsole = { partialFilterExpression: { source: 'console' } };
  schema.index(by('source'), { name: `${subject}-console`, ...ofConsole });
}
// Rows go when their retention is over.
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const Call = model('Call', schema);

/** The rows themselves, for the rooms that count them. */
export const callCollection = () => mongoose.connection.collection<CallDocument>(Call.collection.name);

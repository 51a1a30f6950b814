import { model, Schema } from 'mongoose';

/** `dropped`: it was overtaken before it went out, such as an invitation that was revoked. */
export type OutboxState = 'queued' | 'sending' | 'sent' | 'failed' | 'dropped';

/** What a message is about, by ids: neither a secret nor a token is ever in a row. */
export type OutboxRefs = Readonly<Record<string, string | number>>;

/** One message that a committed change caused. Its words are made when it is sent. */
export type OutboxDocument = {
  _id: string;
  channel: 'mail' | 'slack';
  /** Which template makes its words. */
  kind: string;
  /** An address, or `team:channel` of Slack; a person's id stands for the direct messages with them. */
  to: string;
  refs: OutboxRefs;
  /** Of two rows with the same one only the first is kept. */
  once?: string;
  state: OutboxState;
  attempts: number;
  /** Queued: when to try. Sending: when another worker may take it for abandoned. */
  dueAt: Date;
  /** The claim of the worker that is sending it. */
  claim?: string;
  /** The mail server's words about the last try. */
  lastError?: string;
  createdAt: Date;
  sentAt?: Date;
  /** Ended rows are deleted then. */
  forgetAt?: Date;
};

const schema = new Schema<OutboxDocument>(
  {
    _id: { type: String, required: true },
    channel: { type: String, required: true },
    kind: { type: String, required: true },
    to: { type: String, required: true },
    refs: { type: Schema.Types.Mixed, required: true },
    once: String,
    state: { type: String, required: true },
    attempts: { type: Number, required: true },
    dueAt: { type: Date, required: true },
    claim: String,
    lastError: String,
    createdAt: { type: Date, required: true },
    sentAt: Date,
    forgetAt: Date,
  },
  { collection: 'outbox', versionKey: false, minimize: false },
);
schema.index({ channel: 1, state: 1, dueAt: 1 });
schema.index({ kind: 1, to: 1, createdAt: 1 });
schema.index({ 'refs.invitationId': 1, _id: -1 });
schema.index({ 'refs.by': 1, kind: 1, createdAt: 1 });
schema.index({ once: 1 }, { unique: true, sparse: true });
schema.index({ forgetAt: 1 }, { expireAfterSeconds: 0 });

export const Outbox = model('Outbox', schema);

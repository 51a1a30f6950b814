import { model, Schema } from 'mongoose';
import type { AuditFacts } from '../audit/index.ts';
import type { Environment } from '../environment.ts';

/** One thing that one person was told. Its words are made when it is read. */
export type NotificationDocument = {
  _id: string;
  accountId: string;
  /** Where mail about it goes. */
  address: string;
  /** A name of the table of kinds; a newer version may have more. */
  kind: string;
  audience: 'collaborator' | 'owner';
  /** What caused it: a person is told of one cause once. */
  cause: string;
  endpointId: string;
  keyId: string;
  keyName: string;
  environment?: Environment;
  who?: string;
  facts: AuditFacts;
  at: Date;
  /** In the inbox; missing where the person wants it by mail only. */
  inPortal?: true;
  /** Until it is read. */
  unread?: true;
  /** It was asked for, to see how one looks. */
  test?: true;
  forgetAt: Date;
};

const schema = new Schema<NotificationDocument>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    address: { type: String, required: true },
    kind: { type: String, required: true },
    audience: { type: String, required: true },
    cause: { type: String, required: true },
    endpointId: { type: String, required: true },
    keyId: { type: String, required: true },
    keyName: { type: String, required: true },
    environment: String,
    who: String,
    facts: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
    inPortal: Boolean,
    unread: Boolean,
    test: Boolean,
    forgetAt: { type: Date, required: true },
  },
  { collection: 'notifications', versionKey: false, minimize: false },
);
schema.index({ accountId: 1, cause: 1 }, { unique: true });
schema.index({ accountId: 1, inPortal: 1, _id: -1 });
schema.index({ accountId: 1, unread: 1 }, { partialFilterExpression: { unread: true } });
schema.index({ forgetAt: 1 }, { expireAfterSeconds: 0 });

export const Notification = model('Notification', schema);

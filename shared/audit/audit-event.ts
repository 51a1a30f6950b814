import { type ClientSession, model, Schema } from 'mongoose';
import type { Actor, Surface } from '../accounts/index.ts';
import { newId } from '../database/index.ts';
import type { Environment } from '../environment.ts';
import { tellChannelsOfChange, tellOfChange } from '../notifying/index.ts';

/** What can be done, one word for each change and each reveal. */
export type AuditAction =
  | 'endpoint.created'
  | 'endpoint.document_saved'
  | 'endpoint.upstream_saved'
  | 'endpoint.deployed'
  | 'endpoint.handling_saved'
  | 'endpoint.retention_saved'
  | 'endpoint.owners_saved'
  | 'endpoint.origins_saved'
  | 'endpoint.headers_saved'
  | 'endpoint.deleted'
  | 'key.created'
  | 'key.details_saved'
  | 'key.switched'
  | 'key.paused'
  | 'key.pause_ended'
  | 'key.regenerated'
  | 'key.overlap_ended'
  | 'key.permissions_saved'
  | 'key.revealed'
  | 'key.copied'
  | 'key.viewed_as_collaborator'
  | 'key.deleted'
  | 'key.cut_off'
  | 'invitation.sent'
  | 'invitation.resent'
  | 'invitation.revoked'
  | 'invitation.accepted'
  | 'invitation.access_revoked'
  | 'notifications.assigned'
  | 'key.people_told'
  | 'request.asked'
  | 'request.approved'
  | 'request.declined'
  | 'request.withdrawn';

/** Values of the changed fields, never with a secret in them. */
export type AuditFacts = Record<string, string | number | boolean | readonly string[] | null>;

export type AuditDocument = {
  _id: string;
  at: Date;
  actor: { accountId?: string; name: string; surface: Surface };
  action: AuditAction;
  endpointId: string;
  keyId?: string;
  keyName?: string;
  environment?: Environment;
  before?: AuditFacts;
  after?: AuditFacts;
  /** The key's version after this change, so that a conflict can say who made it. */
  version?: number;
};

const schema = new Schema<AuditDocument>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    actor: { type: Schema.Types.Mixed, required: true },
    action: { type: String, required: true },
    endpointId: { type: String, required: true },
    keyId: String,
    keyName: String,
    environment: String,
    before: Schema.Types.Mixed,
    after: Schema.Types.Mixed,
    version: Number,
  },
  { collection: 'auditEvents', versionKey: false, minimize: false },
);
schema.index({ endpointId: 1, _id: -1 });
schema.index({ keyId: 1, _id: -1 });

export const AuditEvent = model('AuditEvent', schema);

/**
 * Adds one event, in the transaction of the change that it tells of; a change of authority brings the id that its
 * receipt will name. Events are only ever added. Whoever is to be notified of the change is, in the same transaction.
 */
export async function recordAudit(
  actor: Actor,
  { id = newId(), ...event }: Omit<AuditDocument, '_id' | 'at' | 'actor'> & { id?: string },
  session?: ClientSession,
): Promise<void> {
  const who =
    actor.kind === 'account'
      ? { accountId: actor.accountId, name: actor.email, surface: actor.surface }
      : { name: actor.job, surface: actor.surface };
  const document: AuditDocument = { _id: id, at: new Date(), actor: who, ...event };
  await AuditEvent.create([document], session === undefined ? {} : { session });
  // What has no transaction changes nothing that others hear of.
  if (session === undefined) return;
  await tellOfChange(document, session);
  await tellChannelsOfChange(document, session);
}

/** How often one thing was done to a key since then. For rooms that have authorized the actor on it. */
export async function countEvents(
  of: { keyId: string; action: AuditAction; since: Date },
  session: ClientSession,
): Promise<number> {
  const { keyId, action, since } = of;
  return await AuditEvent.countDocuments({ keyId, action, at: { $gte: since } }).session(session);
}

/** Whether the actor did the same to the same key since then. For rooms that have authorized the actor on the key. */
export async function wasRecorded(
  actor: Actor,
  { keyId, action, after }: Required<Pick<AuditDocument, 'keyId' | 'action' | 'after'>>,
  since: Date,
): Promise<boolean> {
  if (actor.kind !== 'account') return false;
  const same = { keyId, action, after, 'actor.accountId': actor.accountId, at: { $gt: since } };
  return (await AuditEvent.exists(same)) !== null;
}

import type { Actor } from '../accounts/index.ts';
import { type AuditAction, type AuditFacts, recordAudit, versionConflict } from '../audit/index.ts';
import { type ClientSession, inTransaction } from '../database/index.ts';
import type { Environment } from '../endpoints/index.ts';
import { CollaborationKey, type CollaborationKeyDocument } from './collaboration-key.ts';
import { findManagedKey } from './find-key.ts';
import { type KeyView, toKeyView } from './key-view.ts';

type KeyChange = {
  action: AuditAction;
  environment?: Environment;
  /** Fields to set, in MongoDB's dotted form; none when the target is reached already. */
  set?: Record<string, unknown>;
  before?: AuditFacts;
  after?: AuditFacts;
};

/**
 * Changes one key and writes its audit event, both or neither. Two changes at once happen in some order: the second
 * runs again on what the first left. A change that finds its target reached is still told in the audit.
 * @throws DomainError `not_found` when the actor may not manage it, `conflict` when `expectedVersion` is given and old.
 */
export async function changeKey(
  actor: Actor,
  form: { keyId: string; expectedVersion?: number },
  decide: (key: CollaborationKeyDocument, session: ClientSession) => Promise<KeyChange> | KeyChange,
): Promise<KeyView> {
  return await inTransaction(async session => {
    const { key } = await findManagedKey(actor, form.keyId, session);
    const { expectedVersion = key.version } = form;
    if (key.version !== expectedVersion)
      throw await versionConflict({ keyId: key._id }, expectedVersion, session);
    const { set, ...told } = await decide(key, session);
    const changed = set === undefined ? key : await write(key, set, session);
    const about = {
      endpointId: key.endpointId,
      keyId: key._id,
      keyName: changed.name,
      version: changed.version,
    };
    await recordAudit(actor, { ...told, ...about }, session);
    return toKeyView(changed);
  });
}

async function write(key: CollaborationKeyDocument, set: Record<string, unknown>, session: ClientSession) {
  return await CollaborationKey.findOneAndUpdate(
    { _id: key._id, version: key.version },
    { $set: set, $inc: { version: 1 } },
    { returnDocument: 'after', session },
  )
    .lean<CollaborationKeyDocument>()
    .orFail();
}

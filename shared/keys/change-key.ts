import type { Actor } from '../accounts/index.ts';
import { type AuditAction, type AuditFacts, recordAudit, versionConflict } from '../audit/index.ts';
import { type ClientSession, inTransaction } from '../database/index.ts';
import type { Environment } from '../endpoints/index.ts';
import { type EntityWrite, type Fenced, fenceChange, writeMarked } from '../fence/index.ts';
import type { CollaborationKeyDocument } from './collaboration-key.ts';
import { findManagedKey } from './find-key.ts';
import { type KeyView, toKeyView } from './key-view.ts';

/** Fields in MongoDB's dotted form; none when the target is reached already. */
type KeyChange = EntityWrite & {
  action: AuditAction;
  environment?: Environment;
  before?: AuditFacts;
  after?: AuditFacts;
};

/**
 * Changes one key and writes its audit event, both or neither, and returns once every gateway obeys it. Two changes at
 * once happen in some order: the second runs again on what the first left. A change that finds its target reached is
 * still told in the audit, and still asks the gateways: "already off" is said only when it holds.
 * @throws DomainError `not_found` when the actor may not manage it, `conflict` when `expectedVersion` is given and old,
 * `unconfirmed` when the database did not confirm in time.
 */
export async function changeKey(
  actor: Actor,
  form: { keyId: string; expectedVersion?: number },
  decide: (key: CollaborationKeyDocument, session: ClientSession) => Promise<KeyChange> | KeyChange,
): Promise<Fenced<KeyView>> {
  const ref = { kind: 'key' as const, id: String(form.keyId) };
  return await fenceChange(ref, change =>
    inTransaction(async session => {
      const { key } = await findManagedKey(actor, form.keyId, session);
      const { expectedVersion = key.version } = form;
      if (key.version !== expectedVersion)
        throw await versionConflict({ keyId: key._id }, expectedVersion, session);
      const { set, compute, ...told } = await decide(key, session);
      const write = { ...(set !== undefined && { set }), ...(compute !== undefined && { compute }) };
      const at = { id: key._id, version: key.version, change };
      const changed = await writeMarked<CollaborationKeyDocument>('key', at, write, session);
      const about = {
        id: change,
        endpointId: key.endpointId,
        keyId: key._id,
        keyName: changed.name,
        version: changed.version,
      };
      await recordAudit(actor, { ...told, ...about }, session);
      return toKeyView(changed);
    }),
  );
}

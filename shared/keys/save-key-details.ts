import type { Actor } from '../accounts/index.ts';
import { recordAudit, versionConflict } from '../audit/index.ts';
import { inTransaction, isDuplicateKey } from '../database/index.ts';
import { CollaborationKey, type CollaborationKeyDocument } from './collaboration-key.ts';
import { findManagedKey } from './find-key.ts';
import { readDescription, readName } from './key-state.ts';
import { type KeyView, toKeyView } from './key-view.ts';
import { nameTaken } from './name-taken.ts';

/**
 * Name and description. They carry no authority, so no gateway is asked.
 * @throws DomainError `not_found`, `conflict`, `invalid`, `name_taken`
 */
export async function saveKeyDetails(
  actor: Actor,
  form: { keyId: string; name: string; description: string; expectedVersion: number },
): Promise<KeyView> {
  const { endpoint } = await findManagedKey(actor, form.keyId);
  const set = { ...readName(form.name), description: readDescription(form.description) };
  return await inTransaction(async session => {
    const { key } = await findManagedKey(actor, form.keyId, session);
    if (key.version !== form.expectedVersion)
      throw await versionConflict({ keyId: key._id }, form.expectedVersion, session);
    const changed = await CollaborationKey.findOneAndUpdate(
      { _id: key._id, version: key.version },
      { $set: set, $inc: { version: 1 } },
      { returnDocument: 'after', session },
    )
      .lean<CollaborationKeyDocument>()
      .orFail();
    const { _id: keyId, endpointId, version } = changed;
    const before = { name: key.name, description: key.description };
    const after = { name: set.name, description: set.description };
    const about = { endpointId, keyId, keyName: set.name, version };
    await recordAudit(actor, { action: 'key.details_saved', before, after, ...about }, session);
    return toKeyView(changed);
  }).catch(async error => {
    throw isDuplicateKey(error) ? await nameTaken(endpoint, set.name) : error;
  });
}

import type { Actor } from '../accounts/index.ts';
import { recordAudit } from '../audit/index.ts';
import { inTransaction, isDuplicateKey, newId } from '../database/index.ts';
import { type Environment, requireOwnedEndpoint } from '../endpoints/index.ts';
import { allPermissions, type Permission } from '../permissions/index.ts';
import { CollaborationKey, type CollaborationKeyDocument } from './collaboration-key.ts';
import { issueKey, type KeySecrets } from './issue-key.ts';
import { readDescription, readName } from './key-state.ts';
import { type KeyView, toKeyView } from './key-view.ts';
import { nameTaken } from './name-taken.ts';

type KeyForm = {
  endpointId: string;
  name: string;
  description?: string;
  permissions?: readonly Permission[];
};

/**
 * Issues a partner's pair of keys, both active, with the same permissions in both environments.
 * @throws DomainError `not_found`, `invalid`, `name_taken`
 */
export async function createKey(actor: Actor, form: KeyForm, secrets: KeySecrets): Promise<KeyView> {
  const endpoint = await requireOwnedEndpoint(actor, form.endpointId);
  const key = makeKey(actor, form, secrets);
  await inTransaction(async session => {
    await CollaborationKey.create([key], { session });
    const { _id: keyId, name, endpointId, version } = key;
    const after = { name, permissions: key.sandbox.permissions };
    await recordAudit(
      actor,
      { action: 'key.created', endpointId, keyId, keyName: name, after, version },
      session,
    );
  }).catch(async error => {
    throw isDuplicateKey(error) ? await nameTaken(endpoint, key.name) : error;
  });
  return toKeyView(key);
}

function makeKey(actor: Actor, form: KeyForm, secrets: KeySecrets): CollaborationKeyDocument {
  const keyId = newId();
  const now = new Date();
  const permissions = form.permissions ?? allPermissions;
  const issue = (environment: Environment) => ({
    active: true,
    permissions: [...permissions],
    current: issueKey({ keyId, environment, generation: 1 }, secrets, now),
    previous: [],
  });
  return {
    _id: keyId,
    endpointId: form.endpointId,
    ...readName(form.name),
    description: readDescription(form.description ?? ''),
    version: 1,
    createdAt: now,
    createdBy: actor.kind === 'account' ? actor.accountId : actor.job,
    sandbox: issue('sandbox'),
    production: issue('production'),
  };
}

import type { Actor } from '../accounts/index.ts';
import { recordAudit } from '../audit/index.ts';
import { inTransaction, isDuplicateKey, newId } from '../database/index.ts';
import { type Environment, holdEndpoint, requireOwnedEndpoint } from '../endpoints/index.ts';
import { type Fenced, fenceChange, insertMarked } from '../fence/index.ts';
import { allPermissions, type Permission } from '../permissions/index.ts';
import type { CollaborationKeyDocument } from './collaboration-key.ts';
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
 * Issues a partner's pair of keys, both active, with the same permissions in both environments; both are usable on
 * every gateway when this returns.
 * @throws DomainError `not_found`, `invalid`, `name_taken`, `unconfirmed`
 */
export async function createKey(actor: Actor, form: KeyForm, secrets: KeySecrets): Promise<Fenced<KeyView>> {
  const endpoint = await requireOwnedEndpoint(actor, form.endpointId);
  const key = makeKey(actor, form, secrets);
  return await fenceChange({ kind: 'key', id: key._id }, async change => {
    await inTransaction(async session => {
      await holdEndpoint(actor, endpoint.id, session);
      await insertMarked('key', key, change, session);
      const { _id: keyId, name, endpointId, version } = key;
      const after = { name, permissions: key.sandbox.permissions };
      const about = { id: change, endpointId, keyId, keyName: name, version };
      await recordAudit(actor, { action: 'key.created', after, ...about }, session);
    }).catch(async error => {
      throw isDuplicateKey(error) ? await nameTaken(endpoint, key.name) : error;
    });
    return toKeyView(key);
  });
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

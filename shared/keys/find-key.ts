import { hasAccess } from '../access/index.ts';
import type { Actor } from '../accounts/index.ts';
import type { ClientSession } from '../database/index.ts';
import { type EndpointView, requireOwnedEndpoint } from '../endpoints/index.ts';
import { isDomainError, notFound } from '../errors.ts';
import type { Permission } from '../permissions/index.ts';
import { CollaborationKey, type CollaborationKeyDocument } from './collaboration-key.ts';

/** @throws DomainError `not_found` unless the key lives and the actor owns its endpoint. */
export async function findManagedKey(
  actor: Actor,
  keyId: string,
  session?: ClientSession,
): Promise<{ key: CollaborationKeyDocument; endpoint: EndpointView }> {
  const key = await findLivingKey(keyId, session);
  const endpoint = await ownedEndpoint(actor, key.endpointId, session);
  if (endpoint === undefined) throw notFound('collaboration key');
  return { key, endpoint };
}

/** @throws DomainError `not_found` unless the actor owns the key's endpoint or was given access to the key. */
export async function findUsableKey(
  actor: Actor,
  keyId: string,
  session?: ClientSession,
): Promise<CollaborationKeyDocument> {
  const key = await findLivingKey(keyId, session);
  if ((await ownedEndpoint(actor, key.endpointId, session)) !== undefined) return key;
  if (await hasAccess(actor, key._id, session)) return key;
  throw notFound('collaboration key');
}

async function findLivingKey(keyId: string, session?: ClientSession): Promise<CollaborationKeyDocument> {
  const key = await CollaborationKey.findById(String(keyId))
    .session(session ?? null)
    .lean<CollaborationKeyDocument>();
  if (key === null || key.deleted !== undefined) throw notFound('collaboration key');
  return key;
}

async function ownedEndpoint(actor: Actor, endpointId: string, session?: ClientSession) {
  return await requireOwnedEndpoint(actor, endpointId, session).catch(error => {
    if (isDomainError(error) && error.code === 'not_found') return undefined;
    throw error;
  });
}

/**
 * Who may read the calls of a key: its owner, also after it was deleted, and its collaborators while it lives.
 * @throws DomainError `not_found`
 */
export async function requireCallsOfKey(actor: Actor, keyId: string): Promise<{ endpointId: string }> {
  const key = await CollaborationKey.findById(String(keyId)).lean<CollaborationKeyDocument>();
  if (key === null) throw notFound('collaboration key');
  const { endpointId } = key;
  if ((await ownedEndpoint(actor, endpointId)) !== undefined) return { endpointId };
  if (key.deleted !== undefined || !(await hasAccess(actor, key._id))) throw notFound('collaboration key');
  return { endpointId };
}

/** For rooms that act on a key's people: its name and endpoint. @throws DomainError `not_found` unless the actor owns it */
export async function requireManagedKey(
  actor: Actor,
  keyId: string,
  session?: ClientSession,
): Promise<{ id: string; name: string; endpointId: string }> {
  const { key } = await findManagedKey(actor, keyId, session);
  return { id: key._id, name: key.name, endpointId: key.endpointId };
}

/** For rooms that have authorized whoever asks. @returns undefined when it is deleted or was never there */
export async function findLivingKeyName(keyId: string, session?: ClientSession): Promise<string | undefined> {
  const key = await CollaborationKey.findById(String(keyId))
    .session(session ?? null)
    .lean<CollaborationKeyDocument>();
  return key === null || key.deleted !== undefined ? undefined : key.name;
}

/** What a mail about a key tells of it; nothing secret. @returns undefined when it is deleted */
export async function findKeyForMail(
  keyId: string,
): Promise<{ name: string; sandbox: readonly Permission[]; production: readonly Permission[] } | undefined> {
  const key = await CollaborationKey.findById(String(keyId)).lean<CollaborationKeyDocument>();
  if (key === null || key.deleted !== undefined) return undefined;
  return { name: key.name, sandbox: key.sandbox.permissions, production: key.production.permissions };
}

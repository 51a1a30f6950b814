import type { Actor } from '../accounts/index.ts';
import { requireOwnedEndpoint } from '../endpoints/index.ts';
import { isDomainError } from '../errors.ts';
import { CollaborationKey, type CollaborationKeyDocument } from './collaboration-key.ts';
import { findManagedKey, findUsableKey } from './find-key.ts';
import { type KeyView, toKeyView } from './key-view.ts';

/** A list shows no key text, so none is read. */
export const withoutSecrets = { 'sandbox.current.sealed': 0, 'production.current.sealed': 0 };

/** The living keys of an endpoint, oldest first. @throws DomainError `not_found` */
export async function listKeys(actor: Actor, endpointId: string): Promise<KeyView[]> {
  const endpoint = await requireOwnedEndpoint(actor, endpointId);
  const keys = await CollaborationKey.find({ endpointId: endpoint.id, deleted: { $exists: false } })
    .select(withoutSecrets)
    .sort({ _id: 1 })
    .lean<CollaborationKeyDocument[]>();
  return keys.map(toKeyView);
}

/** A key that the actor manages or was given access to. @throws DomainError `not_found` */
export async function getKey(actor: Actor, keyId: string): Promise<KeyView> {
  return toKeyView(await findUsableKey(actor, keyId));
}

export async function canManageKey(actor: Actor, keyId: string): Promise<boolean> {
  return await findManagedKey(actor, keyId).then(
    () => true,
    error => {
      if (isDomainError(error)) return false;
      throw error;
    },
  );
}

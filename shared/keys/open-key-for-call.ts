import type { Actor } from '../accounts/index.ts';
import { type Environment, environmentLabels, listEndpointsById } from '../endpoints/index.ts';
import { notFound } from '../errors.ts';
import type { VersionedSecret } from '../process/index.ts';
import { findUsableKey } from './find-key.ts';
import { openKey } from './issue-key.ts';

/**
 * The key text for one call that the portal's console makes for the actor, and the first part of its path. It goes to the
 * gateway and to nobody else; the call's own record says who made it.
 * @throws DomainError `not_found`
 */
export async function openKeyForCall(
  actor: Actor,
  { keyId, environment }: { keyId: string; environment: Environment },
  { master }: { master: VersionedSecret },
): Promise<{ keyText: string; slug: string }> {
  const key = await findUsableKey(actor, keyId);
  const { current } = key[environment];
  const endpoint = (await listEndpointsById([key.endpointId])).get(key.endpointId);
  if (current === undefined || endpoint === undefined)
    throw notFound(`${environmentLabels[environment]} key`);
  return { keyText: openKey({ keyId: key._id, environment }, current, master), slug: endpoint.slug };
}

import type { Actor } from '../accounts/index.ts';
import { requireOwnedEndpoint } from '../endpoints/index.ts';
import { CollaborationKey } from './collaboration-key.ts';
import { foldName } from './key-state.ts';

/** Those of these names that a living key of the endpoint has. @throws DomainError `not_found` */
export async function findTakenNames(
  actor: Actor,
  endpointId: string,
  names: readonly string[],
): Promise<Set<string>> {
  const endpoint = await requireOwnedEndpoint(actor, endpointId);
  const found: string[] = await CollaborationKey.distinct('nameFolded', {
    endpointId: endpoint.id,
    nameFolded: { $in: names.map(foldName) },
    'sandbox.current.digest': { $exists: true },
  });
  const taken = new Set(found);
  return new Set(names.filter(name => taken.has(foldName(name))));
}

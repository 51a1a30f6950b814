import type { Actor } from '../accounts/index.ts';
import { requireOwnedEndpoint } from '../endpoints/index.ts';
import { CollaborationKey, type CollaborationKeyDocument } from './collaboration-key.ts';

/** The names of these keys of an endpoint, deleted ones too: their calls were made. @throws DomainError `not_found` */
export async function nameKeys(
  actor: Actor,
  endpointId: string,
  keyIds: Iterable<string>,
): Promise<Map<string, string>> {
  const endpoint = await requireOwnedEndpoint(actor, endpointId);
  const wanted = { _id: { $in: [...new Set(keyIds)] }, endpointId: endpoint.id };
  const found = await CollaborationKey.find(wanted, { name: 1 }).lean<
    Pick<CollaborationKeyDocument, '_id' | 'name'>[]
  >();
  return new Map(found.map(({ _id, name }) => [_id, name]));
}

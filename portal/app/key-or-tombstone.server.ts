import type { Actor } from '@ck/shared/accounts';
import { isDomainError } from '@ck/shared/errors';
import { getDeletedKey, getKey } from '@ck/shared/keys';
import { data } from '@remix-run/node';

/**
 * A key of an endpoint, or what is left of a deleted one: its calls were made, and stay readable for the owner.
 * `path` is where its page is, under the keys of the endpoint.
 * @throws DomainError `not_found`
 */
export async function findKeyOrTombstone(
  actor: Actor,
  { endpointId, keyId }: { endpointId: string; keyId: string },
): Promise<{ id: string; name: string; path: string }> {
  try {
    const { id, name, endpointId: of } = await getKey(actor, keyId);
    // A person may own two endpoints: this address would show the key of one among the pages of the other.
    if (of !== endpointId) throw data(null, { status: 404 });
    return { id, name, path: id };
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'not_found') throw error;
    const { id, name } = await getDeletedKey(actor, { endpointId, keyId });
    return { id, name, path: `deleted/${id}` };
  }
}

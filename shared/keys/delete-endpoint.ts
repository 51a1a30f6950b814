import type { Actor } from '../accounts/index.ts';
import { changeEndpoint, type EndpointView } from '../endpoints/index.ts';
import { DomainError } from '../errors.ts';
import type { Fenced } from '../fence/index.ts';
import { CollaborationKey } from './collaboration-key.ts';

/**
 * Takes an endpoint away for good, once no key of it lives: so each partner's calls end by a deletion of its own key, with
 * its own receipt. Its name in addresses stays taken, because partners' apps may go on calling it.
 * @throws DomainError `not_found`, `conflict`, `invalid` while it has keys, `unconfirmed`
 */
export async function deleteEndpoint(
  actor: Actor,
  form: { endpointId: string; expectedVersion: number },
): Promise<Fenced<EndpointView>> {
  return await changeEndpoint(actor, form, async ({ _id, name, slug }, session) => {
    const living = { endpointId: _id, 'sandbox.current.digest': { $exists: true } };
    const keys = await CollaborationKey.countDocuments(living).session(session);
    if (keys > 0)
      throw new DomainError('invalid', `It has ${keys === 1 ? '1 key' : `${keys} keys`}. Delete them first.`);
    return {
      action: 'endpoint.deleted',
      set: {
        deleted: { at: new Date(), by: actor.kind === 'account' ? actor.accountId : actor.job },
        sandbox: {},
        production: {},
      },
      before: { name, slug },
      after: {},
    };
  });
}

import { acceptedKeyIds } from '@ck/shared/access';
import { type AccountView, type Actor, mayPublish } from '@ck/shared/accounts';
import { listEndpoints } from '@ck/shared/endpoints';
import { portalSettings } from '../config.server.ts';

export type Roles = { owner: boolean; collaborator: boolean };

/** What a person finds in the menu; what they may do is decided by the domain, act by act. */
export async function rolesOf({ actor, account }: { actor: Actor; account: AccountView }): Promise<Roles> {
  const [endpoints, shared] = await Promise.all([listEndpoints(actor), acceptedKeyIds(account.id)]);
  return {
    owner: endpoints.length > 0 || mayPublish(portalSettings().ownerPolicy, account.email),
    collaborator: shared.length > 0,
  };
}

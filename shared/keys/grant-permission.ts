import type { Actor } from '../accounts/index.ts';
import type { ClientSession } from '../database/index.ts';
import type { Environment } from '../endpoints/index.ts';
import type { Fenced } from '../fence/index.ts';
import { allPermissions, type Permission } from '../permissions/index.ts';
import { changeKey } from './change-key.ts';
import type { KeyView } from './key-view.ts';

/**
 * Gives a key one permission more in one environment, whatever else was saved meanwhile.
 * @param also what is decided with it, in the same transaction
 * @throws DomainError `not_found`
 */
export async function grantPermission(
  actor: Actor,
  { keyId, environment, permission }: { keyId: string; environment: Environment; permission: Permission },
  also: (session: ClientSession) => Promise<void>,
): Promise<Fenced<KeyView>> {
  return await changeKey(actor, { keyId }, async (key, session) => {
    await also(session);
    const before = key[environment].permissions;
    const after = allPermissions.filter(each => each === permission || before.includes(each));
    return {
      action: 'key.permissions_saved',
      environment,
      ...(!before.includes(permission) && { set: { [`${environment}.permissions`]: after } }),
      before: { permissions: before },
      after: { permissions: after },
    };
  });
}

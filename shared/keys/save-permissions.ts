import type { Actor } from '../accounts/index.ts';
import type { Environment } from '../endpoints/index.ts';
import { DomainError } from '../errors.ts';
import type { Fenced } from '../fence/index.ts';
import { type Permission, parsePermissions } from '../permissions/index.ts';
import { changeKey } from './change-key.ts';
import type { KeyView } from './key-view.ts';

/**
 * Replaces the permissions of one environment.
 * @throws DomainError `not_found`, `conflict`, `invalid`
 */
export async function savePermissions(
  actor: Actor,
  form: {
    keyId: string;
    environment: Environment;
    permissions: readonly Permission[];
    expectedVersion: number;
  },
): Promise<Fenced<KeyView>> {
  const { environment } = form;
  const permissions = parsePermissions(form.permissions);
  if (permissions === undefined) {
    const message = 'Choose among Create, Read, Update and Delete.';
    throw new DomainError('invalid', message, { field: 'permissions' });
  }
  return await changeKey(actor, form, key => ({
    action: 'key.permissions_saved',
    environment,
    set: { [`${environment}.permissions`]: permissions },
    before: { permissions: key[environment].permissions },
    after: { permissions },
  }));
}

import { environmentLabels } from '@ck/shared/endpoints';
import { getKey, savePermissions } from '@ck/shared/keys';
import { permissionLabels } from '@ck/shared/permissions';
import type { Answer } from '../blocks/blocks.ts';
import { actButton } from '../blocks/buttons.ts';
import { changedAnswer } from '../blocks/key-blocks.ts';
import type { Asking } from '../means.ts';
import type { Act } from './act.ts';
import { tellChange } from './tell-change.ts';

export type PermissionChange = Omit<Extract<Act, { do: 'permissions' }>, 'do' | 'askedAt'>;

/** Saves what a key may do in one environment, and says how that holds; it can be undone for ten minutes. */
export async function saveAndTell({ actor, now }: Asking, form: PermissionChange): Promise<Answer> {
  const { keyId, environment, permissions, version } = form;
  const before = (await getKey(actor, keyId))[environment].permissions;
  const key = await savePermissions(actor, { keyId, environment, permissions, expectedVersion: version });
  const held = key[environment].permissions.map(each => permissionLabels[each]);
  const allowed = held.length === 0 ? 'nothing' : held.join(', ');
  const what = `${key.name} may do in ${environmentLabels[environment]}: ${allowed}`;
  const target = { do: 'permissions', keyId, environment, permissions: before } as const;
  const undo = actButton('Undo', { ...target, version: key.version, askedAt: now() });
  return tellChange(key, environment, fence =>
    changedAnswer(what, key, environment, { fence, buttons: [undo] }),
  );
}

import type { Actor } from '../accounts/index.ts';
import type { Environment } from '../endpoints/index.ts';
import type { Fenced } from '../fence/index.ts';
import { changeKey } from './change-key.ts';
import type { KeyView } from './key-view.ts';

/**
 * Switches a key on or off in one environment: a target, never "the other way". Either ends a pause: who switches a
 * paused key off wants it to stay off.
 * @throws DomainError `not_found`, `conflict` when a version is expected and old
 */
export async function switchKey(
  actor: Actor,
  form: { keyId: string; environment: Environment; active: boolean; expectedVersion?: number },
): Promise<Fenced<KeyView>> {
  const { environment, active } = form;
  return await changeKey(actor, form, key => {
    const before = key[environment];
    return {
      action: 'key.switched',
      environment,
      ...(before.active !== active && { set: { [`${environment}.active`]: active } }),
      ...(before.pause !== undefined && { compute: { [`${environment}.pause`]: '$$REMOVE' } }),
      before: { active: before.active, ...(before.pause !== undefined && { paused: true }) },
      after: { active, ...(before.pause !== undefined && { paused: false }) },
    };
  });
}

import type { Actor } from '../accounts/index.ts';
import type { ClientSession } from '../database/index.ts';
import type { Fenced } from '../fence/index.ts';
import { changeKey } from './change-key.ts';
import type { KeyView } from './key-view.ts';

/**
 * Switches a key off in both environments at once, for good: pauses end with it.
 * @param also what is done with it, in the same transaction
 * @throws DomainError `not_found`, `unconfirmed`
 */
export async function switchBothOff(
  actor: Actor,
  keyId: string,
  also: (session: ClientSession) => Promise<void>,
): Promise<Fenced<KeyView>> {
  return await changeKey(actor, { keyId }, async (key, session) => {
    await also(session);
    const { sandbox, production } = key;
    const active = sandbox.active || production.active;
    const paused = sandbox.pause !== undefined || production.pause !== undefined;
    return {
      action: 'key.cut_off',
      ...(active && { set: { 'sandbox.active': false, 'production.active': false } }),
      ...(paused && { compute: { 'sandbox.pause': '$$REMOVE', 'production.pause': '$$REMOVE' } }),
      before: { sandbox: key.sandbox.active, production: key.production.active },
      after: { sandbox: false, production: false },
    };
  });
}

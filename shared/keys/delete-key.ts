import { deleteInvitations } from '../access/index.ts';
import type { Actor } from '../accounts/index.ts';
import type { Fenced } from '../fence/index.ts';
import { changeKey } from './change-key.ts';
import { deadEnvironmentKey } from './key-state.ts';
import type { KeyView } from './key-view.ts';

/**
 * Deletes both keys, their permissions and the invitations; a tombstone stays, so past calls stay readable.
 * @throws DomainError `not_found`, `unconfirmed`
 */
export async function deleteKey(actor: Actor, form: { keyId: string }): Promise<Fenced<KeyView>> {
  return await changeKey(actor, form, async (key, session) => {
    await deleteInvitations(key._id, session);
    const by = actor.kind === 'account' ? actor.accountId : actor.job;
    return {
      action: 'key.deleted',
      set: {
        deleted: { at: new Date(), by },
        sandbox: deadEnvironmentKey(),
        production: deadEnvironmentKey(),
      },
      before: { name: key.name },
    };
  });
}

import type { Actor } from '../accounts/index.ts';
import type { Environment } from '../endpoints/index.ts';
import { changeKey } from './change-key.ts';
import { issueKey, type KeySecrets } from './issue-key.ts';
import { replaceKey } from './key-state.ts';
import type { KeyView } from './key-view.ts';

/**
 * Gives one environment a new key; the old one dies at once. Never re-activates.
 * @throws DomainError `not_found`
 */
export async function regenerateKey(
  actor: Actor,
  form: { keyId: string; environment: Environment },
  secrets: KeySecrets,
): Promise<KeyView> {
  const { environment } = form;
  return await changeKey(actor, form, key => {
    const now = new Date();
    const old = key[environment].current;
    const generation = (old?.generation ?? 0) + 1;
    const fresh = issueKey({ keyId: key._id, environment, generation }, secrets, now);
    const { current, previous } = replaceKey(key[environment], fresh, now);
    return {
      action: 'key.regenerated',
      environment,
      set: { [`${environment}.current`]: current, [`${environment}.previous`]: previous },
      before: { key: old?.masked ?? null },
      after: { key: fresh.masked },
    };
  });
}

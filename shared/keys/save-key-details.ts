import type { Actor } from '../accounts/index.ts';
import { isDuplicateKey } from '../database/index.ts';
import { changeKey } from './change-key.ts';
import { findManagedKey } from './find-key.ts';
import { readDescription, readName } from './key-state.ts';
import type { KeyView } from './key-view.ts';
import { nameTaken } from './name-taken.ts';

/** @throws DomainError `not_found`, `conflict`, `invalid`, `name_taken` */
export async function saveKeyDetails(
  actor: Actor,
  form: { keyId: string; name: string; description: string; expectedVersion: number },
): Promise<KeyView> {
  const { endpoint } = await findManagedKey(actor, form.keyId);
  const set = { ...readName(form.name), description: readDescription(form.description) };
  return await changeKey(actor, form, key => ({
    action: 'key.details_saved',
    set,
    before: { name: key.name, description: key.description },
    after: { name: set.name, description: set.description },
  })).catch(async error => {
    throw isDuplicateKey(error) ? await nameTaken(endpoint, set.name) : error;
  });
}

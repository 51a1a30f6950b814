import type { Actor } from '../accounts/index.ts';
import type { Environment } from '../endpoints/index.ts';
import { isDomainError } from '../errors.ts';
import type { VersionedSecret } from '../process/index.ts';
import { CollaborationKey, type CollaborationKeyDocument } from './collaboration-key.ts';
import { findManagedKey } from './find-key.ts';
import { digestKeyText } from './key-digest.ts';
import { parseKeyText } from './key-text.ts';
import { type KeyView, toKeyView } from './key-view.ts';

/**
 * The key that a text opens now, for its owner: whoever spilled one is to be told which it is. Somebody else's answers
 * as a text that opens nothing.
 */
export async function findKeyByText(
  actor: Actor,
  text: string,
  pepper: VersionedSecret,
): Promise<{ key: KeyView; environment: Environment } | undefined> {
  const parsed = parseKeyText(text);
  if (!parsed.ok) return undefined;
  const { environment } = parsed;
  const found = await CollaborationKey.findOne(
    { [`${environment}.current.digest`]: { $in: digestKeyText(pepper, text) } },
    { _id: 1 },
  ).lean<Pick<CollaborationKeyDocument, '_id'>>();
  if (found === null) return undefined;
  try {
    const { key } = await findManagedKey(actor, found._id);
    return { key: toKeyView(key), environment };
  } catch (error) {
    if (isDomainError(error)) return undefined;
    throw error;
  }
}

import type { Actor } from '../accounts/index.ts';
import { listEndpoints } from '../endpoints/index.ts';
import { CollaborationKey, type CollaborationKeyDocument } from './collaboration-key.ts';
import { foldName } from './key-state.ts';
import { type KeyView, toKeyView } from './key-view.ts';
import { withoutSecrets } from './list-keys.ts';

/** A key with the endpoint that it opens, for places where the keys of several endpoints stand together. */
export type NamedKey = { key: KeyView; endpoint: { id: string; slug: string; name: string } };

/** The highest character there is: no name that begins with a prefix comes after it. */
const last = '\u{10ffff}';

/**
 * The living keys of all endpoints that the actor owns whose names begin so, whatever their case, by name. An index
 * answers it: owners with thousands of keys type as well.
 */
export async function findKeysByName(
  actor: Actor,
  { start, page = 1, size = 10 }: { start: string; page?: number; size?: number },
): Promise<{ keys: NamedKey[]; matching: number; page: number; pages: number }> {
  const endpoints = new Map((await listEndpoints(actor)).map(endpoint => [endpoint.id, endpoint]));
  const folded = foldName(start);
  const those = {
    endpointId: { $in: [...endpoints.keys()] },
    nameFolded: { $gte: folded, $lt: folded + last },
    'sandbox.current.digest': { $gte: '' },
  };
  const matching = await CollaborationKey.countDocuments(those);
  const pages = Math.max(1, Math.ceil(matching / size));
  const shown = Math.min(Math.max(1, Math.trunc(page) || 1), pages);
  const found = await CollaborationKey.find(those)
    .select(withoutSecrets)
    .sort({ nameFolded: 1, _id: 1 })
    .skip((shown - 1) * size)
    .limit(size)
    .lean<CollaborationKeyDocument[]>();
  const keys = found.flatMap(key => {
    const endpoint = endpoints.get(key.endpointId);
    if (endpoint === undefined) return [];
    const { id, slug, name } = endpoint;
    return [{ key: toKeyView(key), endpoint: { id, slug, name } }];
  });
  return { keys, matching, page: shown, pages };
}

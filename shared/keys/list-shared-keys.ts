import { acceptedKeyIds } from '../access/index.ts';
import { type Actor, findAccount } from '../accounts/index.ts';
import { listEndpointsById, type SharedEndpoint } from '../endpoints/index.ts';
import { CollaborationKey, type CollaborationKeyDocument } from './collaboration-key.ts';
import { type KeyView, toKeyView } from './key-view.ts';

/** A key as its collaborator sees it: with what it opens and who shared it. */
export type SharedKey = { key: KeyView; endpoint: SharedEndpoint; sharedBy: string };

/** The keys that were shared with the actor by an accepted invitation, newest first. */
export async function listSharedKeys(actor: Actor): Promise<SharedKey[]> {
  if (actor.kind !== 'account') return [];
  const ids = await acceptedKeyIds(actor.accountId);
  const keys = await CollaborationKey.find({ _id: { $in: ids }, deleted: { $exists: false } })
    .sort({ _id: -1 })
    .lean<CollaborationKeyDocument[]>();
  const endpoints = await listEndpointsById(keys.map(key => key.endpointId));
  const shared = await Promise.all(
    keys.map(async key => {
      const endpoint = endpoints.get(key.endpointId);
      if (endpoint === undefined) return undefined;
      const owner = await findAccount(key.createdBy);
      return { key: toKeyView(key), endpoint, sharedBy: owner?.name ?? endpoint.name };
    }),
  );
  return shared.filter(entry => entry !== undefined);
}

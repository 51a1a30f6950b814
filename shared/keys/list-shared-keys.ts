import { acceptedKeyIds } from '../access/index.ts';
import { type Actor, findAccount } from '../accounts/index.ts';
import { recordAudit, wasRecorded } from '../audit/index.ts';
import { listEndpointsById, type SharedEndpoint } from '../endpoints/index.ts';
import { notFound } from '../errors.ts';
import { CollaborationKey, type CollaborationKeyDocument } from './collaboration-key.ts';
import { findManagedKey } from './find-key.ts';
import { type KeyView, toKeyView } from './key-view.ts';

/** A key as its collaborator sees it: with what it opens and who shared it. */
export type SharedKey = {
  key: KeyView;
  endpoint: SharedEndpoint;
  /** The owner's name, and address; empty when the account is gone. */
  sharedBy: string;
  sharedByEmail: string;
};

/** Which of its people's pages an owner looks at. */
export type LookedAt = 'guide' | 'logs' | 'statistics';

/** The keys that were shared with the actor by an accepted invitation, newest first. */
export async function listSharedKeys(actor: Actor): Promise<SharedKey[]> {
  if (actor.kind !== 'account') return [];
  const ids = await acceptedKeyIds(actor.accountId);
  const keys = await CollaborationKey.find({ _id: { $in: ids }, deleted: { $exists: false } })
    .sort({ _id: -1 })
    .lean<CollaborationKeyDocument[]>();
  return await toSharedKeys(keys);
}

/** One of them. @throws DomainError `not_found` */
export async function getSharedKey(actor: Actor, keyId: string): Promise<SharedKey> {
  const shared = (await listSharedKeys(actor)).find(({ key }) => key.id === keyId);
  if (shared === undefined) throw notFound('collaboration key');
  return shared;
}

/** Who goes on looking at the same page within this time is written down once. Milliseconds. */
const oneLookMs = 15 * 60 * 1000;

/**
 * What the people of a key see of it, for its owner; looking is written down, by page.
 * @throws DomainError `not_found`
 */
export async function viewAsCollaborator(
  actor: Actor,
  keyId: string,
  page: LookedAt,
  now = new Date(),
): Promise<SharedKey> {
  const { key } = await findManagedKey(actor, keyId);
  const [shared] = await toSharedKeys([key]);
  if (shared === undefined) throw notFound('collaboration key');
  const { _id, endpointId, name } = key;
  const look = { action: 'key.viewed_as_collaborator', keyId: _id, after: { page } } as const;
  if (!(await wasRecorded(actor, look, new Date(now.getTime() - oneLookMs))))
    await recordAudit(actor, { ...look, endpointId, keyName: name });
  return shared;
}

async function toSharedKeys(keys: readonly CollaborationKeyDocument[]): Promise<SharedKey[]> {
  const endpoints = await listEndpointsById(keys.map(key => key.endpointId));
  const shared = await Promise.all(
    keys.map(async key => {
      const endpoint = endpoints.get(key.endpointId);
      if (endpoint === undefined) return undefined;
      const owner = await findAccount(key.createdBy);
      const by = { sharedBy: owner?.name ?? endpoint.name, sharedByEmail: owner?.email ?? '' };
      return { key: toKeyView(key), endpoint, ...by };
    }),
  );
  return shared.filter(entry => entry !== undefined);
}

import { type Actor, findAccount } from '../accounts/index.ts';
import { requireOwnedEndpoint } from '../endpoints/index.ts';
import { notFound } from '../errors.ts';
import { CollaborationKey, type CollaborationKeyDocument } from './collaboration-key.ts';

/** What is left of a deleted key: whose past calls these are, and who ended it when. */
export type DeletedKeyView = {
  id: string;
  endpointId: string;
  name: string;
  description: string;
  createdAt: Date;
  deletedAt: Date;
  /** The name of who deleted it. */
  deletedBy: string;
};

/** The last 50 tombstones of an endpoint, last deleted first; their past calls stay readable. @throws DomainError `not_found` */
export async function listDeletedKeys(actor: Actor, endpointId: string): Promise<DeletedKeyView[]> {
  const endpoint = await requireOwnedEndpoint(actor, endpointId);
  const keys = await CollaborationKey.find({ endpointId: endpoint.id, 'deleted.at': { $gte: new Date(0) } })
    .sort({ 'deleted.at': -1 })
    .limit(50)
    .lean<CollaborationKeyDocument[]>();
  return await inWords(keys);
}

/** @throws DomainError `not_found` unless the actor owns the endpoint and the key was deleted from it. */
export async function getDeletedKey(
  actor: Actor,
  { endpointId, keyId }: { endpointId: string; keyId: string },
): Promise<DeletedKeyView> {
  const endpoint = await requireOwnedEndpoint(actor, endpointId);
  const tombstone = { _id: String(keyId), endpointId: endpoint.id, deleted: { $exists: true } };
  const [view] = await inWords(await CollaborationKey.find(tombstone).lean<CollaborationKeyDocument[]>());
  if (view === undefined) throw notFound('collaboration key');
  return view;
}

/** One look-up a person, though one owner may have deleted many keys. */
async function inWords(keys: readonly CollaborationKeyDocument[]): Promise<DeletedKeyView[]> {
  const ids = [...new Set(keys.flatMap(({ deleted }) => deleted?.by ?? []))];
  const names = new Map(await Promise.all(ids.map(async id => [id, (await findAccount(id))?.name] as const)));
  return keys.flatMap(({ _id, endpointId, name, description, createdAt, deleted }) =>
    deleted === undefined
      ? []
      : {
          ...{ id: _id, endpointId, name, description, createdAt, deletedAt: deleted.at },
          // A job has no account; its name is all there is.
          deletedBy: names.get(deleted.by) ?? deleted.by,
        },
  );
}

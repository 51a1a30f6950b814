import { type ClientSession, database } from '../database/index.ts';
import { type EntityKind, entityCollections } from './fence-document.ts';

/** What a change sets: `set` as plain values, `compute` as expressions of the database, for what counts by its clock. */
export type EntityWrite = { set?: Record<string, unknown>; compute?: Record<string, unknown> };

type Entity = { _id: string; version: number };

const markOf = (change: string) => ({ pendingFence: { change: { $literal: change }, since: '$$NOW' } });

/** Values as they are: a name that begins with a dollar sign is a name, not a field. */
function literal(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { $literal: value }]));
}

/**
 * C1, within its transaction: changes an entity of this version and marks it. A write that changes nothing leaves the
 * version as it is; the mark is set all the same.
 * @throws Error when the version is not the one that the transaction has read
 */
export async function writeMarked<Document extends Entity>(
  kind: EntityKind,
  { id, version, change }: { id: string; version: number; change: string },
  { set = {}, compute = {} }: EntityWrite,
  session: ClientSession,
): Promise<Document> {
  const changes = { ...literal(set), ...compute };
  const next = Object.keys(changes).length === 0 ? {} : { version: { $add: ['$version', 1] } };
  const written = await database()
    .collection<Entity>(entityCollections[kind])
    .findOneAndUpdate({ _id: id, version }, [{ $set: { ...changes, ...next, ...markOf(change) } }], {
      session,
      returnDocument: 'after',
    });
  if (written === null) throw new Error(`the ${kind} ${id} changed within the transaction`);
  return written as unknown as Document;
}

/** C1 of a new entity, within its transaction. @throws MongoServerError 11000 when a unique index refuses it */
export async function insertMarked<Document extends Entity>(
  kind: EntityKind,
  document: Document,
  change: string,
  session: ClientSession,
): Promise<void> {
  await database()
    .collection<Entity>(entityCollections[kind])
    .updateOne({ _id: document._id }, [{ $replaceWith: { $literal: document } }, { $set: markOf(change) }], {
      session,
      upsert: true,
    });
}

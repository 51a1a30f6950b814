import { setImmediate as turn } from 'node:timers/promises';
import type { MemberLink } from '../fence/index.ts';
import type { CollaborationKeyDocument } from './collaboration-key.ts';
import type { KeyAuthority } from './key-authority.ts';
import { readKeyBytes } from './key-bytes.ts';

const fields = [
  ...['active', 'permissions', 'current.keyId', 'current.digest', 'current.generation'],
  ...['keyId', 'digest', 'generation', 'replacedAt', 'validUntil'].map(field => `previous.${field}`),
];
const projection = Object.fromEntries([
  ...['endpointId', 'version', 'deleted'].map(field => [field, 1]),
  ...['sandbox', 'production'].flatMap(each => fields.map(field => [`${each}.${field}`, 1])),
]);

/**
 * The authority of these keys (tombstones too), or of all living ones, as the member's session sees them: some at a time,
 * as they come from the database.
 */
export async function* loadKeyAuthorities(
  { db, session }: MemberLink,
  ids?: readonly string[],
): AsyncGenerator<KeyAuthority[]> {
  const wanted = ids === undefined ? { deleted: { $exists: false } } : { _id: { $in: [...ids] } };
  const keys = db.collection<CollaborationKeyDocument>('collaborationKeys').find(wanted, {
    session,
    projection,
    readConcern: { level: 'majority' },
    readPreference: 'primary',
    batchSize: 2_000,
    raw: true,
  });
  let more = keys.hasNext();
  try {
    while (await more) {
      const some = keys.readBufferedDocuments() as unknown as Buffer[];
      // The database goes on while these are read: once this turn is over, the next ones are asked for.
      more = keys.hasNext();
      more.catch(() => {});
      await turn();
      yield some.map(readKeyBytes);
    }
  } finally {
    await more.catch(() => {});
    await keys.close();
  }
}

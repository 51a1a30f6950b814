import { DomainError } from '../errors.ts';
import { CollaborationKey } from './collaboration-key.ts';
import { foldName } from './key-state.ts';

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** Says which key has the name already, and since when. */
export async function nameTaken(endpoint: { id: string; name: string }, name: string): Promise<DomainError> {
  const taken = { endpointId: endpoint.id, nameFolded: foldName(name), deleted: { $exists: false } };
  const other = await CollaborationKey.findOne(taken).lean();
  const since = other === null ? '' : `, created ${day.format(other.createdAt)}`;
  const message = `“${other?.name ?? name}” already exists on ${endpoint.name}${since}. Open that key, or choose another name.`;
  return new DomainError('name_taken', message, { field: 'name', details: { keyId: other?._id } });
}

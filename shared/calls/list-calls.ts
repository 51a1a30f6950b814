import type { Actor } from '../accounts/index.ts';
import type { Environment } from '../environment.ts';
import { requireCallsOfKey } from '../keys/index.ts';
import type { CallSubject } from './call-query.ts';
import { callCollection } from './call-record.ts';
import { type CallView, findCalls } from './find-calls.ts';

/**
 * The newest calls of one key (its owner's and its collaborators'), or of a whole endpoint (its owner's).
 * @throws DomainError `not_found`
 */
export async function listCalls(
  actor: Actor,
  { environment, limit, ...subject }: CallSubject & { environment?: Environment; limit: number },
): Promise<CallView[]> {
  const filter = environment === undefined ? {} : { environment };
  return (await findCalls(actor, { subject, filter, limit })).calls;
}

/** How many calls of a key since a time, and how many of them were refused by us or failed (5xx). */
export async function countCalls(
  actor: Actor,
  { keyId, since }: { keyId: string; since: Date },
): Promise<{ total: number; refused: number; failed: number }> {
  await requireCallsOfKey(actor, keyId);
  const calls = { keyId: String(keyId), at: { $gte: since } };
  // What failed is few: nothing but the index is read of all others.
  const count = (index: string, those: object) =>
    callCollection().countDocuments({ ...calls, ...those }, { hint: `keyId-${index}` });
  const [total, refused, failed] = await Promise.all([
    count('time', {}),
    count('faults', { fault: { $exists: true }, failedClass: { $ne: 5 } }),
    count('class', { failedClass: 5 }),
  ]);
  return { total, refused, failed };
}

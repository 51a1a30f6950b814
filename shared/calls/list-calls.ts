import type { Actor } from '../accounts/index.ts';
import type { Environment } from '../environment.ts';
import { requireCallsOfKey } from '../keys/index.ts';
import type { CallSubject } from './call-query.ts';
import { Call } from './call-record.ts';
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
  const [total, ok, failed] = await Promise.all([
    Call.countDocuments(calls),
    Call.countDocuments({ ...calls, outcome: 'ok', status: { $lt: 500 } }),
    Call.countDocuments({ ...calls, status: { $gte: 500 } }),
  ]);
  return { total, refused: total - ok - failed, failed };
}

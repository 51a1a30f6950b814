import type { Actor } from '../accounts/index.ts';
import { type Environment, requireOwnedEndpoint } from '../endpoints/index.ts';
import { requireCallsOfKey } from '../keys/index.ts';
import { Call, type CallDocument, type CallRecord } from './call-record.ts';

export type CallView = CallRecord;

type CallFilter = ({ keyId: string } | { endpointId: string }) & {
  environment?: Environment;
  /** At most 100. */
  limit: number;
  /** Calls older than this one. */
  before?: string;
};

/**
 * Calls of one key (its owner's and its collaborators'), or of a whole endpoint (its owner's), newest first.
 * @throws DomainError `not_found`
 */
export async function listCalls(actor: Actor, filter: CallFilter): Promise<CallView[]> {
  const subject =
    'keyId' in filter ? await ofKey(actor, filter.keyId) : await ofEndpoint(actor, filter.endpointId);
  const { environment, before, limit } = filter;
  const found = await Call.find({
    ...subject,
    ...(environment !== undefined && { environment }),
    ...(before !== undefined && { _id: { $lt: String(before) } }),
  })
    .sort({ _id: -1 })
    .limit(Math.min(Math.max(1, Math.trunc(limit)), 100))
    .lean<CallDocument[]>();
  return found.map(({ _id, storedAt: _storedAt, expiresAt: _expiresAt, ...call }) => ({ id: _id, ...call }));
}

/** How many calls of a key since a time, and how many of them were refused by us or failed (5xx). */
export async function countCalls(
  actor: Actor,
  { keyId, since }: { keyId: string; since: Date },
): Promise<{ total: number; refused: number; failed: number }> {
  const calls = { ...(await ofKey(actor, keyId)), at: { $gte: since } };
  const [total, ok, failed] = await Promise.all([
    Call.countDocuments(calls),
    Call.countDocuments({ ...calls, outcome: 'ok', status: { $lt: 500 } }),
    Call.countDocuments({ ...calls, status: { $gte: 500 } }),
  ]);
  return { total, refused: total - ok - failed, failed };
}

async function ofKey(actor: Actor, keyId: string): Promise<{ keyId: string }> {
  await requireCallsOfKey(actor, keyId);
  return { keyId: String(keyId) };
}

async function ofEndpoint(actor: Actor, endpointId: string): Promise<{ endpointId: string }> {
  await requireOwnedEndpoint(actor, endpointId);
  return { endpointId: String(endpointId) };
}

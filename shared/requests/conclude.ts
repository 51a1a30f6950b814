import type { Actor } from '../accounts/index.ts';
import { recordAudit } from '../audit/index.ts';
import type { ClientSession } from '../database/index.ts';
import { DomainError, notFound } from '../errors.ts';
import { updateMessagesOfRequest } from '../notifying/index.ts';
import { factsOf } from './ask.ts';
import { AccessRequest, type RequestDocument } from './request.ts';
import { type RequestView, toRequestView } from './request-view.ts';

const verbs = {
  approved: 'approved',
  declined: 'declined',
  withdrawn: 'withdrew',
  pending: 'asked for',
} as const;

/**
 * Ends a pending request, within the transaction of what it brings about: of two people who decide at once, one does.
 * @throws DomainError `already_decided`, with the request and who decided it
 */
export async function conclude(
  actor: Actor,
  requestId: string,
  { status, note }: { status: 'approved' | 'declined' | 'withdrawn'; note: string },
  session: ClientSession,
): Promise<RequestView> {
  if (actor.kind !== 'account') throw notFound('request');
  const by = { accountId: actor.accountId, email: actor.email };
  const decision = { by, surface: actor.surface, at: new Date(), note };
  const decided = await AccessRequest.findOneAndUpdate(
    { _id: requestId, status: 'pending' },
    { $set: { status, decision } },
    { session, returnDocument: 'after' },
  ).lean<RequestDocument>();
  if (decided === null) throw await alreadyDecided(requestId, session);
  const { endpointId, keyId, keyName, wish } = decided;
  const after = { ...factsOf(wish), ...(note !== '' && { note }) };
  await recordAudit(actor, { action: `request.${status}`, endpointId, keyId, keyName, after }, session);
  await updateMessagesOfRequest(requestId, session);
  return toRequestView(decided);
}

async function alreadyDecided(requestId: string, session: ClientSession): Promise<DomainError> {
  const request = await AccessRequest.findById(requestId).session(session).lean<RequestDocument>();
  if (request === null) return notFound('request');
  const by = request.decision?.by.email ?? 'Somebody';
  return new DomainError('already_decided', `${by} ${verbs[request.status]} this request already.`, {
    details: { request: toRequestView(request) },
  });
}

import type { Actor } from '../accounts/index.ts';
import { type ClientSession, inTransaction } from '../database/index.ts';
import { deployEndpoint } from '../endpoints/index.ts';
import { DomainError } from '../errors.ts';
import type { FenceOutcome } from '../fence/index.ts';
import { grantPermission } from '../keys/index.ts';
import { checkedNote } from './ask.ts';
import { conclude } from './conclude.ts';
import { getRequest, requireOwnedRequest } from './find-request.ts';
import type { RequestView } from './request-view.ts';

/** An approval brings about a change of authority, and says whether that holds. */
export type Decided = RequestView & { fence?: FenceOutcome };

/**
 * The owner approves: the sandbox is deployed to production, or the permission is given, in one transaction with the
 * decision, and it holds on every gateway when this returns.
 * @param form.expectedVersion of the endpoint, for production: what the owner has looked at is what is deployed
 * @throws DomainError `not_found`, `already_decided`, `conflict`, `invalid` when it cannot be deployed
 */
export async function approveRequest(
  actor: Actor,
  form: { requestId: string; note?: string; expectedVersion?: number },
): Promise<Decided> {
  const { id, wish, endpointId, keyId } = await requireOwnedRequest(actor, form.requestId);
  const note = checkedNote(form.note ?? '');
  let decided: RequestView | undefined;
  const also = async (session: ClientSession) => {
    decided = await conclude(actor, id, { status: 'approved', note }, session);
  };
  const { fence } =
    wish.kind === 'permission'
      ? await grantPermission(actor, { keyId, ...wish }, also)
      : await deployEndpoint(actor, { endpointId, expectedVersion: lookedAt(form.expectedVersion) }, also);
  if (decided === undefined) throw new Error('approved without a decision');
  return { ...decided, fence };
}

/** @throws DomainError `not_found`, `already_decided`, `invalid` without a reason */
export async function declineRequest(
  actor: Actor,
  form: { requestId: string; note: string },
): Promise<RequestView> {
  const { id } = await requireOwnedRequest(actor, form.requestId);
  const note = checkedNote(form.note);
  if (note === '')
    throw new DomainError('invalid', 'Say why: the person who asked will read it.', { field: 'note' });
  return await inTransaction(session => conclude(actor, id, { status: 'declined', note }, session));
}

/** Whoever asked takes it back. @throws DomainError `not_found`, `forbidden` for anybody else, `already_decided` */
export async function withdrawRequest(actor: Actor, requestId: string): Promise<RequestView> {
  const { id, askedBy } = await getRequest(actor, requestId);
  if (actor.kind !== 'account' || actor.accountId !== askedBy.accountId)
    throw new DomainError('forbidden', `Only ${askedBy.email} can withdraw this request.`);
  return await inTransaction(session => conclude(actor, id, { status: 'withdrawn', note: '' }, session));
}

function lookedAt(version: number | undefined): number {
  if (version !== undefined) return version;
  throw new DomainError('invalid', 'Look at what would be deployed, then approve.');
}

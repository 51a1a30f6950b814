import { Invitation, type InvitationDocument } from '../access/index.ts';
import type { Actor } from '../accounts/index.ts';
import { recordAudit } from '../audit/index.ts';
import { type ClientSession, inTransaction } from '../database/index.ts';
import { DomainError, isDomainError, notFound } from '../errors.ts';
import type { FenceOutcome } from '../fence/index.ts';
import { requireManagedKey, switchBothOff } from '../keys/index.ts';
import { type InvitationView, toInvitationView } from './invitation-view.ts';

/**
 * Takes an invitation back, or the access that came of it: from the next request on. The key itself still works.
 * @throws DomainError `not_found`, `invalid` when it was revoked already
 */
export async function revokeInvitation(actor: Actor, invitationId: string): Promise<InvitationView> {
  const row = await inTransaction(session => revoke(actor, invitationId, session));
  return toInvitationView(row, new Date());
}

/**
 * Access and both keys, in one write: who is cut off can neither look nor call. It holds on every gateway when this
 * returns.
 * @throws DomainError `not_found`, `unconfirmed`
 */
export async function cutOffCompletely(
  actor: Actor,
  invitationId: string,
): Promise<InvitationView & { fence: FenceOutcome }> {
  const { keyId } = await findManaged(actor, invitationId);
  let row: InvitationDocument | undefined;
  const { fence } = await switchBothOff(actor, keyId, async session => {
    row = await revoke(actor, invitationId, session);
  });
  if (row === undefined) throw new Error('cut off without revoking');
  return { ...toInvitationView(row, new Date()), fence };
}

async function revoke(
  actor: Actor,
  invitationId: string,
  session: ClientSession,
): Promise<InvitationDocument> {
  const before = await findManaged(actor, invitationId, session);
  if (before.status === 'revoked') throw new DomainError('invalid', 'It was revoked already.');
  const revoked = await Invitation.findOneAndUpdate(
    { _id: before._id, status: before.status },
    { $set: { status: 'revoked', revokedAt: new Date() }, $unset: { live: '', digest: '' } },
    { session, returnDocument: 'after' },
  ).lean<InvitationDocument>();
  if (revoked === null) throw new Error('the invitation changed within the transaction');
  const action = before.status === 'accepted' ? 'invitation.access_revoked' : 'invitation.revoked';
  const { endpointId, keyId, address } = before;
  const { name } = await requireManagedKey(actor, keyId, session);
  await recordAudit(actor, { action, endpointId, keyId, keyName: name, before: { address } }, session);
  return revoked;
}

async function findManaged(
  actor: Actor,
  invitationId: string,
  session?: ClientSession,
): Promise<InvitationDocument> {
  const row = await Invitation.findById(String(invitationId))
    .session(session ?? null)
    .lean<InvitationDocument>();
  if (row === null) throw notFound('invitation');
  await requireManagedKey(actor, row.keyId, session).catch(error => {
    throw isDomainError(error) ? notFound('invitation') : error;
  });
  return row;
}

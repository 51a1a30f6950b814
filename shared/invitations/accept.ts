import { Invitation, type InvitationDocument } from '../access/index.ts';
import type { Actor } from '../accounts/index.ts';
import { recordAudit } from '../audit/index.ts';
import { type ClientSession, inTransaction } from '../database/index.ts';
import { DomainError, notFound } from '../errors.ts';
import { findLivingKeyName } from '../keys/index.ts';
import { digestToken } from './token.ts';

/**
 * Accepts by the link: digest, pending, not expired, key not deleted, all in one transaction. A link is good once.
 * @throws DomainError `not_found` for any link that is not, `forbidden` when somebody else is signed in
 */
export async function acceptByLink(
  actor: Actor,
  token: string,
  now = new Date(),
): Promise<{ keyId: string }> {
  return await accept(actor, { digest: digestToken(String(token)) }, now);
}

/** Accepts from the dashboard: who is signed in under the address that was invited needs no link. */
export async function acceptInvitation(
  actor: Actor,
  invitationId: string,
  now = new Date(),
): Promise<{ keyId: string }> {
  return await accept(actor, { _id: String(invitationId) }, now);
}

async function accept(
  actor: Actor,
  which: { digest: string } | { _id: string },
  now: Date,
): Promise<{ keyId: string }> {
  if (actor.kind !== 'account') throw notFound('invitation');
  return await inTransaction(async session => {
    const row = await Invitation.findOne({ ...which, status: 'pending' })
      .session(session)
      .lean<InvitationDocument>();
    if (row === null || row.expiresAt <= now) throw notFound('invitation');
    if (row.address !== actor.email) {
      if ('_id' in which) throw notFound('invitation');
      throw new DomainError(
        'forbidden',
        `This invitation is for ${row.address}; you are signed in as ${actor.email}.`,
      );
    }
    const keyName = await findLivingKeyName(row.keyId, session);
    if (keyName === undefined) throw notFound('invitation');
    await markAccepted(row, actor.accountId, now, session);
    const { endpointId, keyId, address } = row;
    const event = { action: 'invitation.accepted' as const, endpointId, keyId, keyName, after: { address } };
    await recordAudit(actor, event, session);
    return { keyId };
  });
}

async function markAccepted(
  row: InvitationDocument,
  accountId: string,
  now: Date,
  session: ClientSession,
): Promise<void> {
  const accepted = { status: 'accepted' as const, accountId, acceptedAt: now };
  const { modifiedCount } = await Invitation.updateOne(
    { _id: row._id, status: 'pending', sending: row.sending },
    { $set: accepted, $unset: { digest: '' } },
    { session },
  );
  if (modifiedCount !== 1) throw notFound('invitation');
}

import type { Actor } from '../accounts/index.ts';
import { type ClientSession, newId } from '../database/index.ts';
import { Invitation } from './invitation.ts';

/** The keys that this account was invited to and accepted. Read on each request, so that revoking holds on the next. */
export async function acceptedKeyIds(accountId: string): Promise<string[]> {
  const accepted = await Invitation.find({ accountId: String(accountId), status: 'accepted' }).lean();
  return accepted.map(({ keyId }) => keyId);
}

export async function hasAccess(actor: Actor, keyId: string, session?: ClientSession): Promise<boolean> {
  if (actor.kind !== 'account') return false;
  const own = { keyId, accountId: actor.accountId, status: 'accepted' as const };
  return (await Invitation.exists(own).session(session ?? null)) !== null;
}

/** Gives an account access to a key as an accepted invitation does; harmless when it has it already. */
export async function grantAccess(
  key: { endpointId: string; keyId: string },
  account: { id: string; email: string },
): Promise<void> {
  const now = new Date();
  const row = {
    _id: newId(),
    endpointId: key.endpointId,
    status: 'accepted' as const,
    accountId: account.id,
    invitedBy: { accountId: account.id, email: account.email },
    sending: 0,
    secretVersion: 0,
    createdAt: now,
    sentAt: now,
    expiresAt: now,
    acceptedAt: now,
  };
  const own = { keyId: key.keyId, address: account.email, live: true as const };
  await Invitation.updateOne(own, { $setOnInsert: row }, { upsert: true });
}

/** Deleting a key deletes the invitations to it. */
export async function deleteInvitations(keyId: string, session: ClientSession): Promise<void> {
  await Invitation.deleteMany({ keyId }).session(session);
}

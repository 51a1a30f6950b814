import { Invitation, type InvitationDocument } from '../access/index.ts';
import { findAccount, findAccountByEmail } from '../accounts/index.ts';
import { inTransaction } from '../database/index.ts';
import { listEndpointsById } from '../endpoints/index.ts';
import { findLivingKeyName } from '../keys/index.ts';
import { queueMail } from '../outbox/index.ts';
import { statusOf } from './invitation-view.ts';
import { digestToken } from './token.ts';

/** What the link of an invitation may tell whoever holds it. */
export type OpenInvitation =
  | {
      kind: 'open';
      address: string;
      endpoint: string;
      keyName: string;
      invitedBy: string;
      expiresAt: Date;
      /** Whether somebody has to sign in with it, or an account is made. */
      hasAccount: boolean;
    }
  /** It was good once: a new one can be asked for. */
  | { kind: 'expired'; endpoint: string }
  /** Used, revoked, replaced or never there: all alike, and nothing else is told. */
  | { kind: 'ended' };

/** Reading consumes nothing: mail scanners open links too. */
export async function openInvitation(token: string, now = new Date()): Promise<OpenInvitation> {
  const row = await findByToken(token);
  if (row === undefined) return { kind: 'ended' };
  const [endpoint, keyName] = await Promise.all([endpointName(row.endpointId), findLivingKeyName(row.keyId)]);
  if (endpoint === undefined || keyName === undefined) return { kind: 'ended' };
  if (statusOf(row, now) === 'expired') return { kind: 'expired', endpoint };
  const [account, inviter] = await Promise.all([
    findAccountByEmail(row.address),
    findAccount(row.invitedBy.accountId),
  ]);
  const { address, invitedBy, expiresAt } = row;
  const by = inviter?.name ?? invitedBy.email;
  return {
    kind: 'open',
    address,
    endpoint,
    keyName,
    invitedBy: by,
    expiresAt,
    hasAccount: account !== undefined,
  };
}

/** The row of a link that was not used, revoked or replaced; it may have expired. */
export async function findByToken(token: string): Promise<InvitationDocument | undefined> {
  const row = await Invitation.findOne({
    digest: digestToken(String(token)),
    status: 'pending',
  }).lean<InvitationDocument>();
  return row ?? undefined;
}

/** Tells the owner that somebody would like a new link, once for each sending. Nothing is told of whether it was. */
export async function askForNewInvitation(token: string, now = new Date()): Promise<void> {
  const row = await findByToken(token);
  if (row === undefined || statusOf(row, now) !== 'expired') return;
  const refs = { invitationId: row._id, sending: row.sending };
  const once = `invitation_wanted:${row._id}:${row.sending}`;
  await inTransaction(session =>
    queueMail({ kind: 'invitation_wanted', to: row.invitedBy.email, refs, once }, session),
  );
}

async function endpointName(endpointId: string): Promise<string | undefined> {
  return (await listEndpointsById([endpointId])).get(endpointId)?.name;
}

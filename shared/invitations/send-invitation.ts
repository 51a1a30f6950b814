import { Invitation, type InvitationDocument } from '../access/index.ts';
import type { Actor } from '../accounts/index.ts';
import { recordAudit } from '../audit/index.ts';
import { type ClientSession, newId } from '../database/index.ts';
import { queueMail } from '../outbox/index.ts';
import type { VersionedSecret } from '../process/index.ts';
import { checkLimits, defaultLimits, type InvitationLimits } from './limits.ts';
import { digestToken, invitationToken } from './token.ts';

/** What sending takes beside the form. */
export type InvitationMeans = { mailSecret: VersionedSecret; limits?: InvitationLimits; now?: Date };

const validMs = 7 * 24 * 60 * 60_000;

type Key = { id: string; name: string; endpointId: string };

/**
 * Sends an invitation, or sends it again: a new token, new 7 days, and the link before it is dead. Row, mail and audit
 * are written in the transaction given.
 */
export async function sendInvitation(
  actor: Actor & { kind: 'account' },
  { key, address, before }: { key: Key; address: string; before: InvitationDocument | undefined },
  { mailSecret, limits = defaultLimits, now = new Date() }: InvitationMeans,
  session: ClientSession,
): Promise<InvitationDocument> {
  const by = { accountId: actor.accountId, email: actor.email };
  await checkLimits({ by: by.accountId, to: address, now, limits }, session);
  const sending = (before?.sending ?? 0) + 1;
  const place = { id: before?._id ?? newId(), sending, secretVersion: mailSecret.current };
  const token = invitationToken(mailSecret, place);
  if (token === undefined) throw new Error('the current version of MAIL_SECRET is missing');
  const fresh: InvitationDocument = {
    _id: place.id,
    endpointId: key.endpointId,
    keyId: key.id,
    address,
    status: 'pending',
    live: true,
    invitedBy: by,
    createdAt: before?.createdAt ?? now,
    sending,
    sentAt: now,
    expiresAt: new Date(now.getTime() + validMs),
    digest: digestToken(token),
    secretVersion: place.secretVersion,
  };
  await Invitation.replaceOne({ _id: fresh._id }, fresh, { upsert: true, session });
  const refs = { invitationId: fresh._id, sending, by: by.accountId };
  await queueMail({ kind: 'invitation', to: address, refs }, session);
  const action = before === undefined ? 'invitation.sent' : 'invitation.resent';
  const about = { endpointId: key.endpointId, keyId: key.id, keyName: key.name };
  await recordAudit(actor, { action, ...about, after: { address } }, session);
  return fresh;
}

import { Invitation, type InvitationDocument } from '../access/index.ts';
import { type Actor, parseAddress } from '../accounts/index.ts';
import { inTransaction, isDuplicateKey } from '../database/index.ts';
import { DomainError, isDomainError, notFound } from '../errors.ts';
import { requireManagedKey } from '../keys/index.ts';
import { type InvitationView, statusOf, toInvitationView } from './invitation-view.ts';
import { defaultLimits, tooMany } from './limits.ts';
import { type InvitationMeans, sendInvitation } from './send-invitation.ts';

const mostAtOnce = 200;

/** What became of one address of a pasted list. */
export type InviteResult = { address: string } & (
  | { outcome: 'invited' | 'resent' }
  | {
      outcome: 'refused';
      reason: 'malformed' | 'already_invited' | 'already_accepted' | 'limit_reached';
      message: string;
    }
);

/**
 * Invites people to a key, each address for itself: one that is refused keeps nobody else from being invited. Inviting
 * an address whose invitation has expired sends that again; after a revocation it is a new one.
 * @throws DomainError `not_found`, `invalid` when there are none or more than 200
 */
export async function inviteCollaborators(
  actor: Actor,
  form: { keyId: string; addresses: readonly string[] },
  means: InvitationMeans,
): Promise<InviteResult[]> {
  const key = await requireManagedKey(actor, form.keyId);
  const addresses = [
    ...new Set(form.addresses.map(each => each.trim().toLowerCase()).filter(each => each !== '')),
  ];
  if (addresses.length === 0 || addresses.length > mostAtOnce) {
    const message =
      addresses.length === 0 ? 'Enter at least one address.' : `At most ${mostAtOnce} addresses at once.`;
    throw new DomainError('invalid', message, { field: 'addresses' });
  }
  const results: InviteResult[] = [];
  for (const address of addresses) results.push(await inviteOne(actor, key, address, means));
  return results;
}

async function inviteOne(
  actor: Actor,
  key: { id: string; name: string; endpointId: string },
  address: string,
  means: InvitationMeans,
): Promise<InviteResult> {
  const refused = (reason: Refusal, message: string): InviteResult => ({
    address,
    outcome: 'refused',
    reason,
    message,
  });
  try {
    parseAddress(address);
  } catch {
    return refused('malformed', 'This is no e-mail address.');
  }
  if (actor.kind !== 'account') throw notFound('collaboration key');
  try {
    return await inTransaction(async session => {
      const live = await Invitation.findOne({ keyId: key.id, address, live: true })
        .session(session)
        .lean<InvitationDocument>();
      const status = live === null ? undefined : statusOf(live, means.now ?? new Date());
      if (status === 'accepted') return refused('already_accepted', 'This person has access already.');
      if (status === 'pending')
        return refused(
          'already_invited',
          'Invited already, and the link is still good. Resend it if it was lost.',
        );
      await sendInvitation(actor, { key, address, before: live ?? undefined }, means, session);
      return { address, outcome: live === null ? 'invited' : 'resent' };
    });
  } catch (error) {
    if (isDuplicateKey(error))
      return refused('already_invited', 'Somebody else invited this address at the same moment.');
    if (isDomainError(error) && error.code === 'limit_reached')
      return refused('limit_reached', error.message);
    throw error;
  }
}

type Refusal = Extract<InviteResult, { outcome: 'refused' }>['reason'];

/**
 * Sends an invitation again, pending and expired alike: new link, new 7 days.
 * @throws DomainError `not_found`, `invalid` when it was accepted or revoked, `limit_reached`
 */
export async function resendInvitation(
  actor: Actor,
  invitationId: string,
  means: InvitationMeans,
): Promise<InvitationView> {
  const { now = new Date(), limits = defaultLimits } = means;
  const row = await inTransaction(async session => {
    const before = await Invitation.findById(String(invitationId))
      .session(session)
      .lean<InvitationDocument>();
    if (before === null || actor.kind !== 'account') throw notFound('invitation');
    const key = await requireManagedKey(actor, before.keyId, session).catch(error => {
      throw isDomainError(error) ? notFound('invitation') : error;
    });
    if (before.status !== 'pending')
      throw new DomainError('invalid', 'Only an invitation that waits for its answer can be sent again.');
    const waitMs = before.sentAt.getTime() + limits.resendSeconds * 1000 - now.getTime();
    if (waitMs > 0)
      throw tooMany(`It was sent a moment ago. Try again in ${Math.ceil(waitMs / 1000)} seconds.`);
    return await sendInvitation(actor, { key, address: before.address, before }, means, session);
  });
  return toInvitationView(row, now);
}

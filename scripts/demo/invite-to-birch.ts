import type { actorOf } from '@ck/shared/accounts';
import { inviteCollaborators } from '@ck/shared/invitations';
import type { VersionedSecret } from '@ck/shared/process';
import { findPartnerKey } from './make-partner.ts';
import { birch } from './partners.ts';

const day = 24 * 60 * 60_000;

/** One invitation that waits, whose mail lies in the mail page, and one whose 7 days are over. */
export async function inviteToBirch(
  owner: ReturnType<typeof actorOf>,
  endpointId: string,
  mailSecret: VersionedSecret,
): Promise<void> {
  const key = await findPartnerKey(owner, endpointId, birch);
  if (key === undefined) return;
  const invite = (address: string, now: Date) =>
    inviteCollaborators(owner, { keyId: key.id, addresses: [address] }, { mailSecret, now });
  await invite('dev-team@birch.example', new Date());
  await invite('t.lindqvist@birch.example', new Date(Date.now() - 14 * day));
}

import { Invitation, type InvitationDocument } from '../access/index.ts';
import type { ClientSession } from '../database/index.ts';
import { findLivingKeyName } from '../keys/index.ts';
import { inviterOf, tell } from '../notifying/index.ts';
import type { OutboxDocument } from '../outbox/index.ts';

/** Tells whoever invited somebody that the mail could not be delivered, with the change that says so. */
export async function tellOfFailedMail(
  row: Pick<OutboxDocument, '_id' | 'kind' | 'refs' | 'to'>,
  words: string,
  session: ClientSession,
): Promise<void> {
  if (row.kind !== 'invitation') return;
  const invitation = await Invitation.findById(String(row.refs.invitationId))
    .session(session)
    .lean<InvitationDocument>();
  if (invitation === null) return;
  const { keyId, endpointId, address } = invitation;
  const keyName = await findLivingKeyName(keyId, session);
  if (keyName === undefined) return;
  const about = { endpointId, keyId, keyName, facts: { address, words } };
  const people = await inviterOf(keyId, address, session);
  await tell({ kind: 'mail_failed', cause: row._id, ...about }, people, session);
}

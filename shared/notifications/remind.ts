import { Invitation, type InvitationDocument } from '../access/index.ts';
import { databaseTime, inTransaction, isDuplicateKey } from '../database/index.ts';
import { type EndingOverlap, listEndingOverlaps } from '../keys/index.ts';
import { collaboratorsToTell, tell } from '../notifying/index.ts';
import { queueMail } from '../outbox/index.ts';
import { claimMark, readMarks } from './mark.ts';

const kind = 'old_key_ends';
const causeOf = ({ keyId, environment, generation }: EndingOverlap) =>
  `${keyId}:${environment}:${generation}`;
const markId = (overlap: EndingOverlap) => `${kind}:${causeOf(overlap)}`;

const dayMs = 24 * 60 * 60_000;
const mostAtOnce = 500;

/**
 * Reminds people whose invitation ends within 24 hours, by a mail with the same link, once for each sending.
 * @returns how many reminders were queued
 */
export async function remindOfInvitations(): Promise<number> {
  const now = await databaseTime();
  const soon = { $gt: now, $lte: new Date(now.getTime() + dayMs) };
  const ending = await Invitation.find({
    status: 'pending',
    live: true,
    expiresAt: soon,
    reminded: { $ne: true },
  })
    .limit(mostAtOnce)
    .lean<InvitationDocument[]>();
  let reminded = 0;
  for (const row of ending) if (await remind(row)) reminded += 1;
  return reminded;
}

/** A resend replaces the row, and its mark with it. */
async function remind({ _id, sending, address }: InvitationDocument): Promise<boolean> {
  return await inTransaction(async session => {
    const unreminded = { _id, sending, status: 'pending' as const, reminded: { $ne: true as const } };
    const { modifiedCount } = await Invitation.updateOne(
      unreminded,
      { $set: { reminded: true } },
      { session },
    );
    if (modifiedCount !== 1) return false;
    const refs = { invitationId: _id, sending };
    await queueMail({ kind: 'invitation_reminder', to: address, refs }, session);
    return true;
  });
}

/**
 * Reminds collaborators that a replaced key which was kept for longer ends within 24 hours; once for each key.
 * @returns how many were told
 */
export async function remindOfOldKeys(): Promise<number> {
  const now = await databaseTime();
  const ending = await listEndingOverlaps(new Date(now.getTime() + dayMs));
  const marks = await readMarks(ending.map(markId));
  let told = 0;
  for (const overlap of ending.filter(each => !marks.has(markId(each)))) {
    const { keyId, keyName, endpointId, environment, masked, validUntil } = overlap;
    const facts = { key: masked, until: validUntil.toISOString() };
    told += await inTransaction(async session => {
      if ((await claimMark(markId(overlap), now, session)) === undefined) return 0;
      const people = await collaboratorsToTell(kind, keyId, session);
      return await tell(
        { kind, cause: causeOf(overlap), endpointId, keyId, keyName, environment, facts },
        people,
        session,
      );
    }).catch(error => {
      // Another worker reminded at the same moment.
      if (isDuplicateKey(error)) return 0;
      throw error;
    });
  }
  return told;
}

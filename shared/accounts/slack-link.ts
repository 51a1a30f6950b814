import { model, Schema } from 'mongoose';
import type { ClientSession } from '../database/index.ts';
import type { AccountView } from './account.ts';
import type { Actor } from './actor.ts';
import { findAccount } from './ensure-account.ts';

/** Which account a Slack user acts as; never guessed from the e-mail address that Slack tells. */
type SlackLinkDocument = {
  _id: string;
  teamId: string;
  userId: string;
  accountId: string;
  /** As Slack called them when they were connected. */
  teamName?: string;
  userName?: string;
  linkedAt: Date;
};

export type SlackUser = { teamId: string; userId: string };
export type SlackLink = SlackUser & { accountId: string; teamName: string; userName: string; linkedAt: Date };

const schema = new Schema<SlackLinkDocument>(
  {
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    userId: { type: String, required: true },
    accountId: { type: String, required: true },
    teamName: String,
    userName: String,
    linkedAt: { type: Date, required: true },
  },
  { collection: 'slackLinks', versionKey: false },
);
schema.index({ accountId: 1 });

const Link = model('SlackLink', schema);

/** Team and user in one id: a Slack user is linked to at most one account. */
const linkId = ({ teamId, userId }: SlackUser) => `${teamId}:${userId}`;

/** Links a Slack user to an account, replacing an earlier link of that user. */
export async function linkSlackUser(
  link: SlackUser & { accountId: string; teamName?: string; userName?: string },
  session?: ClientSession,
): Promise<void> {
  const set = { ...link, linkedAt: new Date() };
  await Link.updateOne(
    { _id: linkId(link) },
    { $set: set },
    { upsert: true, ...(session !== undefined && { session }) },
  );
}

/** @returns whether there was a link */
export async function unlinkSlackUser(user: SlackUser): Promise<boolean> {
  return (await Link.deleteOne({ _id: linkId(user) })).deletedCount === 1;
}

/** Ends the links of a workspace that the app was removed from. */
export async function unlinkSlackTeam(teamId: string): Promise<void> {
  await Link.deleteMany({ teamId: String(teamId) });
}

export async function accountOfSlackUser(user: SlackUser): Promise<AccountView | undefined> {
  const link = await Link.findById(linkId(user)).lean<SlackLinkDocument>();
  return link === null ? undefined : await findAccount(link.accountId);
}

/** Who of these accounts can be reached in Slack, and where. */
export async function listSlackLinks(
  accountIds: readonly string[],
  session?: ClientSession,
): Promise<SlackLink[]> {
  const rows = await Link.find({ accountId: { $in: [...accountIds] } })
    .session(session ?? null)
    .sort({ linkedAt: 1 })
    .lean<SlackLinkDocument[]>();
  return rows.map(({ _id, teamName, userName, ...row }) => ({
    ...row,
    teamName: teamName ?? row.teamId,
    userName: userName ?? row.userId,
  }));
}

/** The account's own link, from the portal. @returns whether there was one */
export async function disconnectSlackUser(actor: Actor, user: SlackUser): Promise<boolean> {
  if (actor.kind !== 'account') return false;
  const { deletedCount } = await Link.deleteOne({ _id: linkId(user), accountId: actor.accountId });
  return deletedCount === 1;
}

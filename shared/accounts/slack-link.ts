import { model, Schema } from 'mongoose';
import type { AccountView } from './account.ts';
import { findAccount } from './ensure-account.ts';

/** Which account a Slack user acts as; never guessed from the e-mail address that Slack tells. */
type SlackLinkDocument = { _id: string; teamId: string; userId: string; accountId: string; linkedAt: Date };

type SlackUser = { teamId: string; userId: string };

const schema = new Schema<SlackLinkDocument>(
  {
    _id: { type: String, required: true },
    teamId: { type: String, required: true },
    userId: { type: String, required: true },
    accountId: { type: String, required: true },
    linkedAt: { type: Date, required: true },
  },
  { collection: 'slackLinks', versionKey: false },
);

const SlackLink = model('SlackLink', schema);

/** Team and user in one id: a Slack user is linked to at most one account. */
const linkId = ({ teamId, userId }: SlackUser) => `${teamId}:${userId}`;

/** Links a Slack user to an account, replacing an earlier link of that user. */
export async function linkSlackUser(link: SlackUser & { accountId: string }): Promise<void> {
  const { teamId, userId, accountId } = link;
  const set = { teamId, userId, accountId, linkedAt: new Date() };
  await SlackLink.updateOne({ _id: linkId(link) }, { $set: set }, { upsert: true });
}

export async function accountOfSlackUser(user: SlackUser): Promise<AccountView | undefined> {
  const link = await SlackLink.findById(linkId(user)).lean();
  return link === null ? undefined : await findAccount(link.accountId);
}

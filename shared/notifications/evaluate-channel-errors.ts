import { hasFailures } from '../calls/index.ts';
import { databaseTime, inTransaction } from '../database/index.ts';
import { SlackSubscription, type SlackSubscriptionDocument } from '../notifying/index.ts';
import { queueSlack } from '../outbox/index.ts';

/** Between two digests of one channel. What fails meanwhile is in the next one. */
const betweenMs = 15 * 60_000;
/** Records of calls that ended just now may still be on their way. */
const settleMs = 5_000;

/**
 * Queues a digest for every channel that follows errors and where some came up since the last one; where all is well,
 * nothing is said. Safe in several workers at once. @returns how many were queued
 */
export async function evaluateChannelErrors(): Promise<number> {
  const subscriptions = await SlackSubscription.find({ topics: 'errors' }).lean<
    SlackSubscriptionDocument[]
  >();
  if (subscriptions.length === 0) return 0;
  const now = await databaseTime();
  let queued = 0;
  for (const subscription of subscriptions) if (await evaluate(subscription, now)) queued += 1;
  return queued;
}

async function evaluate(
  { _id, teamId, channelId, endpointId, errorsLookedAtTo, errorsToldAt }: SlackSubscriptionDocument,
  now: Date,
): Promise<boolean> {
  const to = new Date(now.getTime() - settleMs);
  if (to <= errorsLookedAtTo) return false;
  const failed = await hasFailures(endpointId, { from: errorsLookedAtTo, to });
  if (failed && errorsToldAt !== undefined && now.getTime() - errorsToldAt.getTime() < betweenMs)
    return false;
  return await inTransaction(async session => {
    const { modifiedCount } = await SlackSubscription.updateOne(
      { _id, errorsLookedAtTo },
      { $set: { errorsLookedAtTo: to, ...(failed && { errorsToldAt: now }) } },
      { session },
    );
    // Another worker looked at the same moment.
    if (modifiedCount === 0 || !failed) return false;
    const refs = { subscriptionId: _id, from: errorsLookedAtTo.toISOString(), to: to.toISOString() };
    await queueSlack({ kind: 'errors', to: `${teamId}:${channelId}`, refs }, session);
    return true;
  });
}

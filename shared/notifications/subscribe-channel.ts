import type { Actor } from '../accounts/index.ts';
import { listEndpoints, requireOwnedEndpoint } from '../endpoints/index.ts';
import { DomainError, notFound } from '../errors.ts';
import {
  SlackSubscription,
  type SlackSubscriptionDocument,
  subscriptionId,
  type Topic,
  topics,
} from '../notifying/index.ts';

type Channel = { teamId: string; channelId: string };

export type SubscriptionView = Channel & { endpointId: string; topics: Topic[]; by: string };

/**
 * Has a Slack channel told of these topics of an endpoint, and of no others; none ends it.
 * @throws DomainError `not_found`, `invalid`
 */
export async function subscribeChannel(
  actor: Actor,
  form: Channel & { endpointId: string; topics: readonly string[] },
  now = new Date(),
): Promise<SubscriptionView | undefined> {
  if (actor.kind !== 'account') throw notFound('API');
  const { id: endpointId } = await requireOwnedEndpoint(actor, form.endpointId);
  const wanted = topics.filter(topic => form.topics.includes(topic));
  if (wanted.length !== new Set(form.topics).size)
    throw new DomainError('invalid', `Choose among ${topics.join(', ')}.`, { field: 'topics' });
  const { teamId, channelId } = form;
  const _id = subscriptionId({ teamId, channelId, endpointId });
  if (wanted.length === 0) {
    await SlackSubscription.deleteOne({ _id });
    return undefined;
  }
  const { accountId, email } = actor;
  const row = await SlackSubscription.findOneAndUpdate(
    { _id },
    {
      $set: { teamId, channelId, endpointId, topics: wanted, by: { accountId, email } },
      $setOnInsert: { since: now, errorsLookedAtTo: now },
    },
    { upsert: true, returnDocument: 'after' },
  ).lean<SlackSubscriptionDocument>();
  if (row === null) throw notFound('API');
  return toView(row);
}

/** What a channel is told, of the endpoints that the actor owns. */
export async function listSubscriptions(actor: Actor, channel: Channel): Promise<SubscriptionView[]> {
  const owned = (await listEndpoints(actor)).map(({ id }) => id);
  const rows = await SlackSubscription.find({
    teamId: String(channel.teamId),
    channelId: String(channel.channelId),
    endpointId: { $in: owned },
  }).lean<SlackSubscriptionDocument[]>();
  return rows.map(toView);
}

/** For the process that tells: the subscription with whom it is told for. @returns undefined when it has ended */
export async function findSubscription(
  id: string,
): Promise<(SubscriptionView & { accountId: string }) | undefined> {
  const row = await SlackSubscription.findById(String(id)).lean<SlackSubscriptionDocument>();
  return row === null ? undefined : { ...toView(row), accountId: row.by.accountId };
}

/** Ends everything that was subscribed in a workspace, when the app is removed from it. */
export async function endSubscriptionsOfTeam(teamId: string): Promise<void> {
  await SlackSubscription.deleteMany({ teamId: String(teamId) });
}

function toView({
  teamId,
  channelId,
  endpointId,
  topics: some,
  by,
}: SlackSubscriptionDocument): SubscriptionView {
  return { teamId, channelId, endpointId, topics: [...some], by: by.email };
}

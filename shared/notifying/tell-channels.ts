import { listSlackLinks } from '../accounts/index.ts';
import type { AuditDocument } from '../audit/index.ts';
import type { ClientSession } from '../database/index.ts';
import { queueSlack } from '../outbox/index.ts';
import { SlackMessage, type SlackMessageDocument } from './slack-message.ts';
import { SlackSubscription, type SlackSubscriptionDocument, type Topic } from './slack-subscription.ts';

/** What a channel that follows the changes of an endpoint is told of; looking and asking are no changes. */
const toldActions = /^(key\.(?!revealed|copied|viewed)|endpoint\.|invitation\.(?!sent|resent))/;

/** Tells the channels of Slack that follow the changes of an endpoint, in the change's own transaction. */
export async function tellChannelsOfChange(event: AuditDocument, session: ClientSession): Promise<void> {
  if (!toldActions.test(event.action)) return;
  for (const { teamId, channelId } of await channelsOf(event.endpointId, 'changes', session))
    await queueSlack({ kind: 'change', to: `${teamId}:${channelId}`, refs: { eventId: event._id } }, session);
}

/**
 * Tells of a new request, in its own transaction: the channels that follow the requests of its endpoint, and where there
 * are none, every owner who has connected Slack.
 */
export async function tellChannelsOfRequest(
  request: { id: string; endpointId: string; ownerIds: readonly string[] },
  session: ClientSession,
): Promise<void> {
  const channels = await channelsOf(request.endpointId, 'requests', session);
  const places =
    channels.length > 0
      ? channels.map(({ teamId, channelId }) => `${teamId}:${channelId}`)
      : (await listSlackLinks(request.ownerIds, session)).map(({ teamId, userId }) => `${teamId}:${userId}`);
  for (const to of new Set(places))
    await queueSlack({ kind: 'request', to, refs: { requestId: request.id } }, session);
}

/** Has every message about a request rewritten, in the transaction that decides it. */
export async function updateMessagesOfRequest(requestId: string, session: ClientSession): Promise<void> {
  const messages = await SlackMessage.find({ requestId }).session(session).lean<SlackMessageDocument[]>();
  for (const { _id, to } of messages)
    await queueSlack({ kind: 'request-decided', to, refs: { requestId, messageId: _id } }, session);
}

async function channelsOf(endpointId: string, topic: Topic, session: ClientSession) {
  return await SlackSubscription.find({ endpointId, topics: topic })
    .session(session)
    .lean<SlackSubscriptionDocument[]>();
}

import { SlackMessage, type SlackMessageDocument } from '@ck/shared/notifying';
import { claimDue, type Ending, endClaim, type OutboxDocument } from '@ck/shared/outbox';
import type { Logger } from '@ck/shared/process';
import type { Workspaces } from '../installations/workspaces.ts';
import { toMessage } from '../say.ts';
import { type Message, messageOfRow, placeOfRow } from './message-of-row.ts';

export type DeliveryMeans = { workspaces: Workspaces; portal: string; log: Logger };

const giveUpMs = 24 * 60 * 60_000;
const keepMs = 90 * 24 * 60 * 60_000;
const longestWaitMs = 5 * 60_000;

/** What trying again does not mend. */
const final =
  /channel_not_found|not_in_channel|is_archived|account_inactive|invalid_auth|token_revoked|message_not_found|cant_update_message|not installed|invalid_blocks|user_not_found|missing_scope/;

/** Sends every message of the outbox that is for Slack and due. Safe in several bots: a row is claimed by one. */
export async function deliverDue(means: DeliveryMeans): Promise<number> {
  let count = 0;
  for (let row = await claimDue('slack'); row !== undefined; row = await claimDue('slack')) {
    await endClaim(row, await deliver(row, means));
    count += 1;
  }
  return count;
}

async function deliver(row: OutboxDocument, means: DeliveryMeans): Promise<Ending> {
  try {
    const message = await messageOfRow(row, means.portal);
    if (message === undefined) return { state: 'dropped' };
    if (row.kind === 'request-decided') await rewrite(String(row.refs.messageId), message, means);
    else await send(row, message, means);
    return { state: 'sent' };
  } catch (error) {
    const lastError = error instanceof Error ? error.message : String(error);
    const { _id, kind, attempts, createdAt } = row;
    means.log.warn({ message: _id, kind, attempts, reason: lastError }, 'a message to Slack was not sent');
    if (final.test(lastError) || Date.now() - createdAt.getTime() > giveUpMs)
      return { state: 'failed', lastError };
    return { state: 'again', lastError, inMs: Math.min(longestWaitMs, 1000 * 2 ** attempts) };
  }
}

/** A message about a request is remembered, so that it can be rewritten when that is decided, wherever. */
async function send(
  row: OutboxDocument,
  message: Message,
  { workspaces, portal }: DeliveryMeans,
): Promise<void> {
  const { teamId, channelId } = placeOfRow(row);
  const client = await workspaces.clientOf(teamId);
  const sent = await client.chat.postMessage({
    channel: channelId,
    ...toMessage(message),
    unfurl_links: false,
  });
  const { requestId } = message;
  if (requestId === undefined || sent.ts === undefined || sent.channel === undefined) return;
  const place = { requestId, to: row.to, teamId, channelId: sent.channel, ts: sent.ts };
  const forgetAt = new Date(Date.now() + keepMs);
  await SlackMessage.replaceOne({ _id: row._id }, { ...place, forgetAt }, { upsert: true });
  // Whoever decided between the look and this moment found no message to be rewritten.
  const now = await messageOfRow(row, portal);
  if (now !== undefined && now.text !== message.text)
    await client.chat.update({ channel: sent.channel, ts: sent.ts, ...toMessage(now) });
}

async function rewrite(messageId: string, message: Message, { workspaces }: DeliveryMeans): Promise<void> {
  const stored = await SlackMessage.findById(messageId).lean<SlackMessageDocument>();
  if (stored === null) return;
  const client = await workspaces.clientOf(stored.teamId);
  await client.chat.update({ channel: stored.channelId, ts: stored.ts, ...toMessage(message) });
}

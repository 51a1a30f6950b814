import { isDuplicateKey } from '@ck/shared/database';
import mongoose from 'mongoose';

const keepSeconds = 600;
const maxAheadSeconds = 300;

/** What tells one delivery from another, and when Slack says that it was sent. */
export type Delivery = { id: string; timestampSeconds?: number };

/**
 * True the first time something is delivered. Bolt refuses old requests but neither repeated ones nor ones dated ahead;
 * whoever copied one could send it again within five minutes. Slack itself repeats events, with new signatures but the
 * same event id.
 */
export async function isFirstDelivery(
  { id, timestampSeconds }: Delivery,
  now = Date.now(),
): Promise<boolean> {
  if (timestampSeconds !== undefined && timestampSeconds - now / 1000 > maxAheadSeconds) return false;
  try {
    await SlackReplay.create({ _id: id, at: new Date(now) });
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Over HTTP the signature; through a socket, which signs nothing, what Slack numbers the press or command with. */
export function deliveryOf(
  { signature, timestamp }: { [key: string]: unknown },
  body: { event_id?: unknown; trigger_id?: unknown },
): Delivery {
  if (typeof body.event_id === 'string') return { id: `event:${body.event_id}`, ...timeOf(timestamp) };
  if (typeof signature === 'string') return { id: signature, ...timeOf(timestamp) };
  return { id: `trigger:${String(body.trigger_id)}` };
}

const timeOf = (timestamp: unknown) =>
  typeof timestamp === 'number' && Number.isFinite(timestamp) ? { timestampSeconds: timestamp } : {};

const schema = new mongoose.Schema<{ _id: string; at: Date }>(
  { _id: { type: String, required: true }, at: { type: Date, required: true } },
  { collection: 'slackReplays', versionKey: false },
);
schema.index({ at: 1 }, { expireAfterSeconds: keepSeconds });
const SlackReplay = mongoose.model('SlackReplay', schema);

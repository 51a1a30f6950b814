import { isDuplicateKey } from '@ck/shared/database';
import mongoose from 'mongoose';

const keepSeconds = 600;
const maxAheadSeconds = 300;

/**
 * True the first time a signed request arrives. Bolt refuses old requests but neither repeated ones nor ones dated
 * ahead; whoever copied one could send it again within five minutes.
 */
export async function isFirstDelivery(
  signature: string,
  timestampSeconds: number,
  now = Date.now(),
): Promise<boolean> {
  if (timestampSeconds - now / 1000 > maxAheadSeconds) return false;
  try {
    await SlackReplay.create({ _id: signature, at: new Date(now) });
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

const schema = new mongoose.Schema<{ _id: string; at: Date }>(
  { _id: { type: String, required: true }, at: { type: Date, required: true } },
  { collection: 'slackReplays', versionKey: false },
);
schema.index({ at: 1 }, { expireAfterSeconds: keepSeconds });
const SlackReplay = mongoose.model('SlackReplay', schema);

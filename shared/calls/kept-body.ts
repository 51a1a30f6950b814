import { model, Schema } from 'mongoose';
import type { Actor } from '../accounts/index.ts';
import type { Environment } from '../environment.ts';
import { keyTextPattern } from '../keys/index.ts';
import { findCall } from './find-call.ts';

/** A request body that was sent from the console, so that the same call can be made again. */
export type KeptBody = {
  /** Empty when the request named none. */
  contentType: string;
  body: Buffer;
  /** From then on it is gone. */
  until: Date;
};

type Sent = {
  /** The call's `X-Request-Id`. */
  callId: string;
  keyId: string;
  environment: Environment;
  contentType: string;
  body: Buffer;
};

type KeptBodyDocument = { _id: string; keyId: string; contentType: string; body: Buffer; expiresAt: Date };

const mostBytes = 16 * 1024;
const keptMs = 24 * 60 * 60 * 1000;

const schema = new Schema<KeptBodyDocument>(
  {
    _id: { type: String, required: true },
    keyId: { type: String, required: true },
    contentType: { type: String, default: '' },
    body: { type: Buffer, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'consoleBodies', versionKey: false },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

const ConsoleBody = model('ConsoleBody', schema);

/** Test data only, and nothing that opens a door: a body with a key's text in it is not stored. */
function mayKeep({ environment, body }: Pick<Sent, 'environment' | 'body'>): boolean {
  const fits = body.length > 0 && body.length <= mostBytes;
  return environment === 'sandbox' && fits && !keyTextPattern.test(body.toString('latin1'));
}

/**
 * Keeps the body of a Sandbox call that the console made, up to 16 KiB, for 24 hours. Production's are never kept. For
 * the console, which has authorized the call.
 * @returns whether it was kept
 */
export async function keepBody(sent: Sent, now = new Date()): Promise<boolean> {
  if (!mayKeep(sent)) return false;
  const { callId, keyId, contentType, body } = sent;
  const expiresAt = new Date(now.getTime() + keptMs);
  await ConsoleBody.create([{ _id: callId, keyId, contentType, body, expiresAt }]);
  return true;
}

/**
 * The body of one call, for whoever may see its row; undefined when none was kept, or no longer.
 * @throws DomainError `not_found`
 */
export async function findKeptBody(
  actor: Actor,
  callId: string,
  now = new Date(),
): Promise<KeptBody | undefined> {
  const { id, keyId } = await findCall(actor, callId);
  // The database takes its time with what has expired.
  const kept = await ConsoleBody.findOne({ _id: id, keyId, expiresAt: { $gt: now } });
  if (kept === null) return undefined;
  return { contentType: kept.contentType, body: Buffer.from(kept.body), until: kept.expiresAt };
}

/**
 * How a person proves that a Slack user is theirs: the portal, where they are signed in, gives a code; they type it in
 * Slack; the portal shows who typed it, and they confirm there. Neither side alone can connect anybody.
 */
import { createHash, randomInt } from 'node:crypto';
import { model, Schema } from 'mongoose';
import { inTransaction } from '../database/index.ts';
import { DomainError, notFound } from '../errors.ts';
import type { Actor } from './actor.ts';
import { linkSlackUser, type SlackUser } from './slack-link.ts';

type Claim = SlackUser & { teamName: string; userName: string };
type ConnectDocument = { _id: string; digest: string; expiresAt: Date; claim?: Claim };
type TriesDocument = { _id: string; wrong: number; forgetAt: Date };

export type Connecting = { expiresAt: Date; claim?: Claim };

const validMs = 10 * 60_000;
const mostTries = 5;
/** Without letters and digits that are taken for each other. */
const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const codeLength = 8;

const connects = new Schema<ConnectDocument>(
  {
    _id: { type: String, required: true },
    digest: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    claim: Schema.Types.Mixed,
  },
  { collection: 'slackConnects', versionKey: false },
);
connects.index({ digest: 1 }, { unique: true });
connects.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
const Connect = model('SlackConnect', connects);

const tries = new Schema<TriesDocument>(
  {
    _id: { type: String, required: true },
    wrong: { type: Number, required: true },
    forgetAt: { type: Date, required: true },
  },
  { collection: 'slackConnectTries', versionKey: false },
);
tries.index({ forgetAt: 1 }, { expireAfterSeconds: 0 });
const Tries = model('SlackConnectTries', tries);

/** Begins anew: an earlier code of the account is dead. @returns the code, which is kept nowhere */
export async function beginSlackConnect(
  actor: Actor,
  now = new Date(),
): Promise<{ code: string; expiresAt: Date }> {
  const code = Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('');
  const expiresAt = new Date(now.getTime() + validMs);
  const row = { digest: digestOf(code), expiresAt };
  await Connect.replaceOne({ _id: requireAccount(actor) }, row, { upsert: true });
  return { code: `${code.slice(0, 4)}-${code.slice(4)}`, expiresAt };
}

/** How connecting stands; undefined when it was not begun, or is over. */
export async function findSlackConnect(actor: Actor, now = new Date()): Promise<Connecting | undefined> {
  const row = await Connect.findById(requireAccount(actor)).lean<ConnectDocument>();
  if (row === null || row.expiresAt <= now) return undefined;
  return { expiresAt: row.expiresAt, ...(row.claim !== undefined && { claim: row.claim }) };
}

/**
 * A Slack user types a code: it is used up, and the person who got it is asked in the portal.
 * @throws DomainError `invalid` for a code that is wrong, used or old; `limit_reached` after five wrong ones
 */
export async function claimSlackConnect(code: string, claim: Claim, now = new Date()): Promise<void> {
  const id = `${claim.teamId}:${claim.userId}`;
  const before = await Tries.findById(id).lean<TriesDocument>();
  if (before !== null && before.forgetAt > now && before.wrong >= mostTries)
    throw new DomainError('limit_reached', 'Five codes were wrong. Wait ten minutes, then get a new one.');
  const fits = { digest: digestOf(code), expiresAt: { $gt: now }, claim: { $exists: false } };
  const { modifiedCount } = await Connect.updateOne(fits, { $set: { claim } });
  if (modifiedCount === 1) return;
  const forgetAt = new Date(now.getTime() + validMs);
  const old = before !== null && before.forgetAt <= now;
  await Tries.updateOne(
    { _id: id },
    old ? { $set: { wrong: 1, forgetAt } } : { $inc: { wrong: 1 }, $set: { forgetAt } },
    { upsert: true },
  );
  throw new DomainError('invalid', 'This code is wrong, was used, or is older than ten minutes.');
}

/** The person confirms who typed the code. @throws DomainError `not_found` when nobody did, or too long ago */
export async function confirmSlackConnect(actor: Actor, now = new Date()): Promise<Claim> {
  const accountId = requireAccount(actor);
  return await inTransaction(async session => {
    const row = await Connect.findOneAndDelete({
      _id: accountId,
      expiresAt: { $gt: now },
      claim: { $exists: true },
    })
      .session(session)
      .lean<ConnectDocument>();
    if (row?.claim === undefined) throw notFound('connection');
    await linkSlackUser({ ...row.claim, accountId }, session);
    return row.claim;
  });
}

/** It was somebody else, or a slip: nothing is connected, and the code is dead. */
export async function cancelSlackConnect(actor: Actor): Promise<void> {
  await Connect.deleteOne({ _id: requireAccount(actor) });
}

/** People type codes in small letters, with and without the dash. */
const digestOf = (code: string) =>
  createHash('sha256')
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ''))
    .digest('base64url');

function requireAccount(actor: Actor): string {
  if (actor.kind === 'account') return actor.accountId;
  throw notFound('connection');
}

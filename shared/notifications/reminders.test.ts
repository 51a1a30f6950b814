import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { Invitation } from '../access/index.ts';
import type { Actor } from '../accounts/index.ts';
import { database } from '../database/index.ts';
import { inviteCollaborators, listInvitations, resendInvitation } from '../invitations/index.ts';
import { endDueOverlaps, getKey, type KeyView, type Overlap, regenerateKey } from '../keys/index.ts';
import { claimDue, endClaim, type OutboxDocument } from '../outbox/index.ts';
import { aCollaborator, aKey, anEndpoint, anOwner, testSecrets } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import { listNotifications, remindOfInvitations, remindOfOldKeys } from './index.ts';

suiteDatabase();

const mailSecret = { current: 1, versions: new Map([[1, randomBytes(32)]]) };
const hour = 3_600_000;
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

let owner: Actor;
let key: KeyView;

beforeEach(async () => {
  owner = await anOwner();
  ({ key } = await aKey(owner, (await anEndpoint(owner)).id));
  await database().collection('outbox').deleteMany({});
});

const reminders = async () =>
  await database().collection<OutboxDocument>('outbox').find({ kind: 'invitation_reminder' }).toArray();

async function invited(): Promise<string> {
  await inviteCollaborators(owner, { keyId: key.id, addresses: ['mina@acme.example'] }, { mailSecret });
  return (await listInvitations(owner, key.id))[0]?.id ?? '';
}
const endsIn = async (id: string, milliseconds: number) =>
  await Invitation.updateOne({ _id: id }, { $set: { expiresAt: new Date(Date.now() + milliseconds) } });

test('who was invited is reminded once within the last 24 hours, and once more after a resend', async () => {
  const id = await invited();
  expect(await remindOfInvitations()).toBe(0);
  await endsIn(id, 23 * hour);
  expect(sum(await Promise.all([remindOfInvitations(), remindOfInvitations(), remindOfInvitations()]))).toBe(
    1,
  );
  expect(await remindOfInvitations()).toBe(0);
  expect(await reminders()).toMatchObject([
    { to: 'mina@acme.example', refs: { invitationId: id, sending: 1 }, state: 'queued' },
  ]);
  const later = new Date(Date.now() + 2 * hour);
  await resendInvitation(owner, id, { mailSecret, now: later });
  expect(await remindOfInvitations()).toBe(0);
  await endsIn(id, hour);
  expect(await remindOfInvitations()).toBe(1);
});

test('who has accepted, or whose invitation has expired or was revoked, is not', async () => {
  const id = await invited();
  await endsIn(id, -hour);
  expect(await remindOfInvitations()).toBe(0);
  await endsIn(id, hour);
  for (const status of ['accepted', 'revoked']) {
    await Invitation.updateOne({ _id: id }, { $set: { status } });
    expect(await remindOfInvitations()).toBe(0);
  }
});

async function anOldKey(keep: Overlap, leftMs: number): Promise<void> {
  await regenerateKey(owner, { keyId: key.id, environment: 'production', keep }, testSecrets);
  const set = { 'production.previous.0.validUntil': new Date(Date.now() + leftMs) };
  const kept = { 'production.previous.0.replacedAt': new Date(Date.now() - 6 * 24 * hour) };
  await database()
    .collection<{ _id: string }>('collaborationKeys')
    .updateOne({ _id: key.id }, { $set: keep === '7d' ? { ...set, ...kept } : set });
}

test('collaborators are reminded once that an old key ends, by the key that ends', async () => {
  const mina = await aCollaborator(key);
  await anOldKey('7d', 25 * hour);
  expect(await remindOfOldKeys()).toBe(0);
  await anOldKey('7d', 23 * hour);
  const { production } = await getKey(owner, key.id);
  expect(sum(await Promise.all([remindOfOldKeys(), remindOfOldKeys(), remindOfOldKeys()]))).toBe(1);
  expect(await remindOfOldKeys()).toBe(0);
  expect((await listNotifications(mina, { limit: 1 }))[0]).toMatchObject({
    title: `Old Production key of ${key.name} ends soon`,
    text: expect.stringContaining(production.overlap?.masked ?? 'none'),
  });
});

test('who kept it for a day or less has just been told until when: no reminder follows', async () => {
  await aCollaborator(key);
  await anOldKey('24h', 23 * hour);
  expect(await remindOfOldKeys()).toBe(0);
});

test('an overlap that is over is tidied up once, and one that was replaced meanwhile is left alone', async () => {
  await anOldKey('24h', hour);
  expect(await endDueOverlaps()).toBe(0);
  await anOldKey('24h', -1000);
  expect(sum(await Promise.all([endDueOverlaps(), endDueOverlaps(), endDueOverlaps()]))).toBe(1);
  const stored = await database().collection<{ _id: string }>('collaborationKeys').findOne({ _id: key.id });
  expect(JSON.stringify(stored)).not.toContain('validUntil');
  expect(await endDueOverlaps()).toBe(0);
});

test('a claim that was lost ends nothing', async () => {
  await invited();
  const row = await claimDue('mail');
  if (row === undefined) throw new Error('nothing due');
  expect(await endClaim({ ...row, claim: 'another' }, { state: 'sent' })).toBe(false);
  expect(await endClaim(row, { state: 'sent' })).toBe(true);
});

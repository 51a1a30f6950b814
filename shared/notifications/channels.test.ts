import { beforeAll, expect, test } from 'vitest';
import { type Actor, actorOf, ensureAccount, linkSlackUser } from '../accounts/index.ts';
import { insertCalls } from '../calls/index.ts';
import { switchKey } from '../keys/index.ts';
import { SlackMessage, SlackSubscription } from '../notifying/index.ts';
import { claimDue, endClaim, type OutboxDocument } from '../outbox/index.ts';
import { declineRequest, requestPermission } from '../requests/index.ts';
import { aCollaborator, aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { aCallRecord } from '../testing/call-records.ts';
import { suiteDatabase } from '../testing/database.ts';
import { evaluateChannelErrors, listSubscriptions, subscribeChannel, tellPeopleOfKey } from './index.ts';

suiteDatabase();

let owner: Actor;
beforeAll(async () => {
  owner = await anOwner();
});

/** What is due for Slack, taken as the bot takes it. */
async function due(): Promise<OutboxDocument[]> {
  const rows: OutboxDocument[] = [];
  for (let row = await claimDue('slack'); row !== undefined; row = await claimDue('slack')) {
    rows.push(row);
    await endClaim(row, { state: 'sent' });
  }
  return rows;
}

async function aScene(topics: string[] = []) {
  const endpoint = await anEndpoint(owner);
  const { key } = await aKey(owner, endpoint.id, { permissions: ['read'] });
  const channel = { teamId: 'T1', channelId: `C${endpoint.id}` };
  if (topics.length > 0) await subscribeChannel(owner, { ...channel, endpointId: endpoint.id, topics });
  await due();
  return { endpoint, key, channel, to: `T1:${channel.channelId}` };
}

test('a channel follows what it was subscribed to, and nothing any more once it is ended', async () => {
  const { endpoint, key, channel, to } = await aScene(['changes']);
  await switchKey(owner, { keyId: key.id, environment: 'sandbox', active: false });
  expect(await due()).toMatchObject([{ kind: 'change', to }]);
  expect(await listSubscriptions(owner, channel)).toMatchObject([{ topics: ['changes'] }]);
  await subscribeChannel(owner, { ...channel, endpointId: endpoint.id, topics: [] });
  await switchKey(owner, { keyId: key.id, environment: 'sandbox', active: true });
  expect(await due()).toEqual([]);
  expect(await listSubscriptions(owner, channel)).toEqual([]);
});

test('nobody subscribes a channel to an endpoint that is not theirs, or to what there is not', async () => {
  const { endpoint, channel } = await aScene();
  const form = { ...channel, endpointId: endpoint.id };
  const stranger = await anOwner();
  await expect(subscribeChannel(stranger, { ...form, topics: ['errors'] })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(subscribeChannel(owner, { ...form, topics: ['weather'] })).rejects.toMatchObject({
    code: 'invalid',
  });
});

test('a request goes to the channels that follow requests, else to owners who have connected Slack', async () => {
  const alone = await aScene();
  const mina = await aCollaborator(alone.key);
  if (owner.kind === 'account')
    await linkSlackUser({ teamId: 'T1', userId: 'U1', accountId: owner.accountId });
  const wish = { environment: 'sandbox', permission: 'update' } as const;
  const asked = await requestPermission(mina, { keyId: alone.key.id, ...wish });
  expect(await due()).toMatchObject([{ kind: 'request', to: 'T1:U1', refs: { requestId: asked.id } }]);
  const followed = await aScene(['requests']);
  const other = await aCollaborator(followed.key);
  await requestPermission(other, { keyId: followed.key.id, ...wish });
  expect(await due()).toMatchObject([{ kind: 'request', to: followed.to }]);
});

test('a decision made anywhere has every message about the request rewritten', async () => {
  const { key } = await aScene(['requests']);
  const mina = await aCollaborator(key);
  const asked = await requestPermission(mina, {
    keyId: key.id,
    environment: 'sandbox',
    permission: 'update',
  });
  const place = {
    to: 'T1:U1',
    teamId: 'T1',
    channelId: 'C1',
    ts: '1.2',
    forgetAt: new Date(Date.now() + 60_000),
  };
  await SlackMessage.create({ _id: 'message-1', requestId: asked.id, ...place });
  await due();
  await declineRequest(owner, { requestId: asked.id, note: 'Not yet.' });
  expect(await due()).toMatchObject([
    { kind: 'request-decided', to: 'T1:U1', refs: { messageId: 'message-1', requestId: asked.id } },
  ]);
});

test('failures are told once within a quarter of an hour, then together; where all is well, nothing is', async () => {
  const { endpoint, key, to } = await aScene(['errors']);
  /** Half a minute ago: what ended just now is looked at the next time, since its record may be under way. */
  const record = async (outcome: string, status: number, source: 'app' | 'console' = 'app') => {
    const at = new Date(Date.now() - 30_000);
    const facts = { endpointId: endpoint.id, keyId: key.id, outcome, status, source, at };
    await insertCalls([aCallRecord(facts)]);
  };
  const backdate = async (field: string, ms: number) =>
    await SlackSubscription.updateOne(
      { endpointId: endpoint.id },
      { $set: { [field]: new Date(Date.now() - ms) } },
    );
  const look = async () => {
    await backdate('errorsLookedAtTo', 60_000);
    return await evaluateChannelErrors();
  };
  await record('ok', 404);
  await record('permission_missing', 403, 'console');
  await look();
  expect(await due()).toEqual([]);
  await record('permission_missing', 403);
  await look();
  expect(await due()).toMatchObject([{ kind: 'errors', to }]);
  await look();
  expect(await due()).toEqual([]);
  await backdate('errorsToldAt', 16 * 60_000);
  await look();
  expect(await due()).toMatchObject([{ kind: 'errors', to }]);
});

test('a word to the partner reaches those of the key who listen, five times an hour at most', async () => {
  const { key } = await aScene();
  await aCollaborator(key);
  const form = { keyId: key.id, environment: 'production' as const, text: 'Please look at your deployment' };
  expect(await tellPeopleOfKey(owner, form)).toMatchObject({ people: 1, keyName: key.name });
  for (let i = 0; i < 4; i++) await tellPeopleOfKey(owner, form);
  await expect(tellPeopleOfKey(owner, form)).rejects.toMatchObject({ code: 'limit_reached' });
  const stranger = actorOf(await ensureAccount('stranger@harbor.example'), 'slack');
  await expect(tellPeopleOfKey(stranger, form)).rejects.toMatchObject({ code: 'not_found' });
});

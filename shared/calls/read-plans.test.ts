import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../accounts/index.ts';
import { database } from '../database/index.ts';
import { findKeysInTrouble, readCallsOfKeys, readStatistics } from '../statistics/index.ts';
import { aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { aCallRecord } from '../testing/call-records.ts';
import { suiteDatabase } from '../testing/database.ts';
import { findCall } from './find-call.ts';
import { findCalls } from './find-calls.ts';
import { groupFailures } from './group-failures.ts';
import { insertCalls } from './insert-calls.ts';
import { countCalls, listCalls } from './list-calls.ts';
import { readRecentUse } from './recent-use.ts';

suiteDatabase();

const dayMs = 24 * 60 * 60 * 1000;
const environment = 'production';
let owner: Actor;
let endpointId: string;
let keyId: string;
let callId: string;

beforeAll(async () => {
  owner = await anOwner();
  endpointId = (await anEndpoint(owner)).id;
  keyId = (await aKey(owner, endpointId)).key.id;
  const endings = [{}, { status: 500 }, { status: 404 }, { status: 403, outcome: 'key_inactive' }];
  const calls = Array.from({ length: 200 }, (_, i) =>
    aCallRecord({ endpointId, keyId, environment, at: new Date(Date.now() - i * 60_000), ...endings[i % 4] }),
  );
  callId = calls[0]?.id ?? '';
  await insertCalls(calls);
});

afterAll(async () => {
  await database().command({ profile: 0 });
});

/** What the database did for each question to these collections while `read` ran. */
async function plansOf(read: () => Promise<unknown>) {
  await database().command({ profile: 0 });
  await database()
    .collection('system.profile')
    .drop()
    .catch(() => {});
  await database().command({ profile: 2 });
  await read();
  await database().command({ profile: 0 });
  const of = ['calls', 'statistics'].map(name => `${database().databaseName}.${name}`);
  const asked = { ns: { $in: of }, op: { $in: ['query', 'command', 'getmore'] } };
  return await database().collection('system.profile').find(asked).toArray();
}

const range = () => ({ from: new Date(Date.now() - dayMs), to: new Date() });

async function readAll() {
  const read: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const more = cursor === undefined ? {} : { cursor };
    const page = await findCalls(owner, { subject: { keyId }, filter: {}, limit: 50, ...more });
    read.push(...page.calls.map(({ id }) => id));
    if (page.next === undefined) return read;
    cursor = page.next;
  }
}

const screens: [string, () => Promise<unknown>][] = [
  ['the log of an endpoint', () => findCalls(owner, { subject: { endpointId }, filter: {}, limit: 20 })],
  ['page after page', readAll],
  [
    'a filter without an index',
    () => findCalls(owner, { subject: { keyId }, filter: { path: '/x' }, limit: 20 }),
  ],
  ['one call', () => findCall(owner, callId)],
  ['the newest calls', () => listCalls(owner, { keyId, environment, limit: 10 })],
  ['the counts of a dashboard', () => countCalls(owner, { keyId, since: range().from })],
  ['what went wrong', () => groupFailures(owner, { subject: { endpointId }, ...range() })],
  ['who still uses a key', () => readRecentUse(owner, { keyId, environment })],
  ['a list of keys', () => readCallsOfKeys([keyId])],
  ['keys in trouble', () => findKeysInTrouble(owner)],
  ['statistics of a key', () => readStatistics(owner, { keyId, ...range(), by: 'hour' })],
  ['statistics of an endpoint', () => readStatistics(owner, { endpointId, ...range(), by: 'day' })],
];

test.each(screens)('%s: the database neither scans a collection nor sorts in memory', async (_name, read) => {
  const plans = await plansOf(read);
  expect(plans.length).toBeGreaterThan(0);
  for (const { planSummary, hasSortStage, command } of plans) {
    expect(planSummary, JSON.stringify(command)).not.toMatch(/COLLSCAN/);
    expect(hasSortStage, JSON.stringify(command)).not.toBe(true);
  }
});

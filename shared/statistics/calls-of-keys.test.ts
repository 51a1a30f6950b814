import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '../accounts/index.ts';
import { type CallRecord, callCollection, insertCalls, listDirtyHours } from '../calls/index.ts';
import { newId } from '../database/index.ts';
import { aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import { countDirtyHours, readCallsOfKeys, readStatistics } from './index.ts';

suiteDatabase();

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const now = new Date();
let owner: Actor;
let keyIds: string[];

function aCall(keyId: string, minutesAgo: number, some: Partial<CallRecord> = {}): CallRecord {
  return {
    ...{ id: newId(), at: new Date(now.getTime() - minutesAgo * minuteMs), endpointId: 'orders', keyId },
    ...{ environment: 'sandbox', keyGeneration: 1, source: 'app', method: 'GET', path: '/orders', query: '' },
    ...{ outcome: 'ok', status: 200, held: [], bytesIn: 0, bytesOut: 0, address: '203.0.113.40' },
    ...{ userAgent: '', gatewayMs: 1, gatewayIncarnation: 'g', ...some },
  };
}

beforeAll(async () => {
  owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  const add = async () => (await aKey(owner, endpoint.id)).key.id;
  keyIds = [await add(), await add(), await add()];
  const [busy = '', quiet = ''] = keyIds;
  const everyTwentyMinutes = Array.from({ length: 90 }, (_, step) => step * 20 + 1);
  await insertCalls([
    ...everyTwentyMinutes.map(minutes =>
      aCall(busy, minutes, {
        environment: minutes % 3 === 0 ? 'production' : 'sandbox',
        ...(minutes % 80 === 1 && { source: 'console' }),
      }),
    ),
    aCall(quiet, 3 * 24 * 60),
  ]);
  while ((await listDirtyHours(1)).length > 0) await countDirtyHours();
});

test('the calls of a day are those of the statistics, by app, in both environments', async () => {
  const calls = await readCallsOfKeys(keyIds, now);
  for (const keyId of keyIds) {
    const range = {
      from: new Date(now.getTime() - dayMs),
      to: new Date(now.getTime() + 1),
      by: 'hour',
    } as const;
    const { total } = await readStatistics(owner, { keyId, source: 'app', ...range });
    expect(calls.get(keyId)?.lastDay).toBe(total.calls);
  }
  expect(calls.get(keyIds[0] ?? '')?.lastDay).toBe(54);
});

test('the last call is told whenever it was, and none is none', async () => {
  const calls = await readCallsOfKeys(keyIds, now);
  expect(keyIds.map(id => calls.get(id)?.lastAt)).toEqual([
    new Date(now.getTime() - minuteMs),
    new Date(now.getTime() - 3 * dayMs),
    undefined,
  ]);
});

test('the last call of each key is one look at the index, however many it has', async () => {
  const [busy = '', quiet = ''] = keyIds;
  const plan = await callCollection()
    .aggregate(
      [
        { $match: { keyId: { $in: [busy, quiet] } } },
        { $sort: { keyId: 1, at: -1, _id: -1 } },
        { $group: { _id: '$keyId', value: { $first: '$at' } } },
      ],
      { hint: 'keyId-time' },
    )
    .explain('executionStats');
  expect(JSON.stringify(plan)).toContain('DISTINCT_SCAN');
});

import { type Actor, actorOf, ensureAccount } from '@ck/shared/accounts';
import { type CallDocument, callCollection, failureOf, markDirty } from '@ck/shared/calls';
import { prepareCollections } from '@ck/shared/database';
import { createKey } from '@ck/shared/keys';
import { anEndpoint, testSecrets } from '@ck/shared/testing/builders';
import { MongoNetworkTimeoutError } from 'mongodb';
import { ulid } from 'ulid';

export type Filled = { owner: Actor; endpointId: string; keyIds: string[] };

const keyCount = 200;
const days = 90;
const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
const batchSize = 5_000;

const environments = ['sandbox', 'production', 'production', 'production'] as const;
const operations = ['listOrders', 'getOrder', 'createOrder', 'updateOrder', 'patchOrder', 'cancelOrder'];
/** One of 10,000 calls: what somebody looks for at night. */
export const rarely = { outcome: 'upstream_reset', status: 502 };
const endings = [
  ...Array.from({ length: 90 }, () => ({ outcome: 'ok', status: 200 })),
  { outcome: 'ok', status: 404 },
  { outcome: 'ok', status: 500 },
  { outcome: 'key_inactive', status: 403 },
  { outcome: 'permission_missing', status: 403 },
  { outcome: 'upstream_timeout', status: 504 },
];

/** One endpoint with 200 keys, and rows of 90 days of them. */
export async function fill(rows: number): Promise<Filled> {
  const filled = await makeKeys();
  await addRows(filled, rows);
  return filled;
}

export async function makeKeys(): Promise<Filled> {
  const owner = actorOf(await ensureAccount('kim@harbor.example', 'Kim Sol'), 'portal');
  const { id: endpointId } = await anEndpoint(owner, { slug: 'orders' });
  const keyIds: string[] = [];
  for (let number = 0; number < keyCount; number += 1)
    keyIds.push((await createKey(owner, { endpointId, name: `Partner ${number}` }, testSecrets)).id);
  return { owner, endpointId, keyIds };
}

/** Some keys call much, most call little. Indexes are built once, after all rows are there: that is ten times as fast. */
export async function addRows({ endpointId, keyIds }: Filled, rows: number): Promise<void> {
  const begin = Date.now() - days * dayMs;
  const hours = new Map<string, CallDocument>();
  await callCollection().dropIndexes();
  for (let made = 0; made < rows; made += batchSize) {
    const batch = Array.from({ length: Math.min(batchSize, rows - made) }, (_, index) =>
      aRow(endpointId, keyIds, begin + ((made + index) / rows) * days * dayMs),
    );
    await callCollection().insertMany(batch, { ordered: false });
    for (const row of batch)
      hours.set(`${row.keyId}:${row.environment}:${Math.floor(row.at.getTime() / hourMs)}`, row);
  }
  await markHours([...hours.values()]);
  await buildIndexes();
}

/** Takes minutes, longer than an answer is waited for; the database goes on meanwhile, and who asks again joins in. */
async function buildIndexes(): Promise<void> {
  for (;;) {
    try {
      await prepareCollections();
      return;
    } catch (error) {
      if (!(error instanceof MongoNetworkTimeoutError)) throw error;
    }
  }
}

/** Each hour once: rows of all batches are in the same hours again and again. */
async function markHours(rows: readonly CallDocument[]): Promise<void> {
  for (let at = 0; at < rows.length; at += batchSize) await markDirty(rows.slice(at, at + batchSize));
}

function aRow(endpointId: string, keyIds: readonly string[], time: number): CallDocument {
  const at = new Date(time - Math.random() * dayMs * 0.2);
  // Squared: the first keys call most.
  const key = Math.floor(Math.random() ** 2 * keyIds.length);
  const ending = Math.random() < 0.000_1 ? rarely : pick(endings);
  return {
    ...{ _id: ulid(at.getTime()), at, storedAt: at, expiresAt: new Date(at.getTime() + 2 * days * dayMs) },
    ...{ endpointId, keyId: keyIds[key] ?? '', environment: pick(environments) },
    ...{
      keyGeneration: 1,
      source: Math.random() < 0.02 ? 'console' : 'app',
      ...ending,
      ...failureOf(ending),
    },
    ...{ method: 'GET', path: '/orders', query: '', operationId: pick(operations), held: ['read'] },
    ...{ bytesIn: 0, bytesOut: 512, gatewayMs: 1, upstreamMs: Math.exp(1 + Math.random() * 5) },
    ...{ address: anAddress(key), userAgent: 'bench', gatewayIncarnation: 'bench' },
  };
}

/** Each key calls from a few machines of its own, and once in a while from another one. */
function anAddress(key: number): string {
  return Math.random() < 0.001
    ? `198.51.100.${Math.floor(Math.random() * 250)}`
    : `10.0.${key}.${Math.floor(Math.random() * 4)}`;
}

function pick<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

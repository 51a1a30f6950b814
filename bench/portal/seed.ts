import { grantAccess } from '@ck/shared/access';
import { type Actor, actorOf, ensureAccount } from '@ck/shared/accounts';
import { type CallRecord, insertCalls } from '@ck/shared/calls';
import { database, newId } from '@ck/shared/database';
import { createKey, deleteKey, type KeyView } from '@ck/shared/keys';
import { countDirtyHours } from '@ck/shared/statistics';
import { anEndpoint, testSecrets } from '@ck/shared/testing/builders';

export type BenchScene = {
  slug: string;
  keyId: string;
  deletedId: string;
  many: { slug: string; keyId: string };
};

const keyCount = 50;
const callsOfBusyKey = 400;

/** An endpoint with fifty keys, one of them busy and shared, and one deleted with calls: made through the domain. */
export async function seedBench(): Promise<BenchScene> {
  const owner = actorOf(await ensureAccount('kim@harbor.example', 'Kim Sol'), 'portal');
  const endpoint = await anEndpoint(owner, {
    slug: 'orders',
    productionUpstream: 'http://127.0.0.1:9/production',
  });
  const add = async (number: number) =>
    await createKey(
      owner,
      { endpointId: endpoint.id, name: `Partner ${number}`, description: 'Storefront checkout' },
      testSecrets,
    );
  const busy = await add(1);
  for (let number = 2; number <= keyCount; number += 1) await insertCalls(callsOf(await add(number), 4));
  await insertCalls(callsOf(busy, callsOfBusyKey));
  const deleted = await add(keyCount + 1);
  await insertCalls(callsOf(deleted, 100));
  await countDirtyHours();
  await deleteKey(owner, { keyId: deleted.id });
  await grantAccess(
    { endpointId: endpoint.id, keyId: busy.id },
    await ensureAccount('mina@acme.example', 'Mina Park'),
  );
  return { slug: endpoint.slug, keyId: busy.id, deletedId: deleted.id, many: await seedMany(owner) };
}

function callsOf(key: KeyView, number: number, everyMs = 60_000): CallRecord[] {
  return Array.from({ length: number }, (_, index): CallRecord => {
    const refused = index % 10 === 0;
    return {
      id: newId(),
      at: new Date(Date.now() - index * everyMs),
      endpointId: key.endpointId,
      keyId: key.id,
      environment: index % 3 === 0 ? 'production' : 'sandbox',
      keyGeneration: 1,
      source: 'app',
      method: refused ? 'DELETE' : 'GET',
      path: `/orders/${index}`,
      query: '',
      outcome: refused ? 'permission_missing' : 'ok',
      status: refused ? 403 : 200,
      held: ['create', 'read'],
      bytesIn: 0,
      bytesOut: 512,
      gatewayMs: 2,
      upstreamMs: 12,
      address: '203.0.113.40',
      userAgent: 'bench',
      gatewayIncarnation: 'bench',
    };
  });
}

const manyKeys = 10_000;
const callingKeys = 200;

/** An endpoint with ten thousand keys: one made through the domain, the others in its likeness; 200 call all day. */
async function seedMany(owner: Actor): Promise<{ slug: string; keyId: string }> {
  const endpoint = await anEndpoint(owner, { slug: 'many' });
  const first = await createKey(owner, { endpointId: endpoint.id, name: 'Partner' }, testSecrets);
  const collection = database().collection<{ _id: string }>('collaborationKeys');
  const model = await collection.findOne({ _id: first.id });
  const likeIt = (number: number) => {
    const name = `Partner ${number} of many`;
    const state = (environment: 'sandbox' | 'production') => ({
      ...((model as Record<string, object> | null)?.[environment] ?? {}),
      ...{ active: number % 7 !== 0, current: { ...first[environment], digest: newId() } },
    });
    return {
      ...model,
      ...{ _id: newId(), name, nameFolded: name.toLowerCase(), description: `Storefront no. ${number}` },
      ...{ createdAt: new Date(Date.now() + number), sandbox: state('sandbox') },
      production: state('production'),
    };
  };
  const keys = Array.from({ length: manyKeys - 1 }, (_, number) => likeIt(number));
  await collection.insertMany(keys);
  for (const { _id } of keys.slice(-callingKeys))
    await insertCalls(callsOf({ ...first, id: _id }, 24 * 4, 15 * 60_000));
  await insertCalls(callsOf(first, callsOfBusyKey));
  await countDirtyHours();
  return { slug: endpoint.slug, keyId: first.id };
}

import { grantAccess } from '@ck/shared/access';
import { actorOf, ensureAccount } from '@ck/shared/accounts';
import { type CallRecord, insertCalls } from '@ck/shared/calls';
import { newId } from '@ck/shared/database';
import { createKey, deleteKey, type KeyView } from '@ck/shared/keys';
import { anEndpoint, testSecrets } from '@ck/shared/testing/builders';

export type BenchScene = { slug: string; keyId: string; deletedId: string };

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
  await deleteKey(owner, { keyId: deleted.id });
  await grantAccess(
    { endpointId: endpoint.id, keyId: busy.id },
    await ensureAccount('mina@acme.example', 'Mina Park'),
  );
  return { slug: endpoint.slug, keyId: busy.id, deletedId: deleted.id };
}

function callsOf(key: KeyView, number: number): CallRecord[] {
  return Array.from({ length: number }, (_, index): CallRecord => {
    const refused = index % 10 === 0;
    return {
      id: newId(),
      at: new Date(Date.now() - index * 60_000),
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

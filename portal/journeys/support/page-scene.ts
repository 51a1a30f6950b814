import { grantAccess } from '@ck/shared/access';
import { actorOf, ensureAccount } from '@ck/shared/accounts';
import { type CallRecord, insertCalls } from '@ck/shared/calls';
import { newId } from '@ck/shared/database';
import { createKey, deleteKey, type KeyView, savePermissions, switchKey } from '@ck/shared/keys';
import { anEndpoint, testSecrets } from '@ck/shared/testing/builders';

/** An endpoint whose pages all have something to show, and one that has nothing yet. */
export async function makePageScene() {
  const owner = actorOf(await ensureAccount('kim@harbor.example', 'Kim Sol'), 'portal');
  const endpoint = await anEndpoint(owner, {
    slug: 'orders',
    productionUpstream: 'http://127.0.0.1:9/production',
  });
  const bare = await anEndpoint(owner, { slug: 'shipping' });
  const add = async (name: string, description: string) =>
    await createKey(owner, { endpointId: endpoint.id, name, description }, testSecrets);
  const acme = await add('Acme Corp', 'Storefront checkout and order status');
  const paloma = await add('Paloma Retail', '');
  const old = await add('Audit Reader 2025', 'Contract ended, kept for the log');
  await grantAccess(
    { endpointId: endpoint.id, keyId: acme.id },
    await ensureAccount('mina@acme.example', 'Mina Park'),
  );
  await insertCalls([...callsOf(acme, 12), ...callsOf(old, 3)]);
  await switchKey(owner, { keyId: paloma.id, environment: 'production', active: false });
  await savePermissions(owner, {
    ...{ keyId: acme.id, environment: 'production', permissions: ['create', 'read'] },
    expectedVersion: acme.version,
  });
  await deleteKey(owner, { keyId: old.id });
  return { endpoint, bare, acme, old };
}

/** Calls of both environments, every kind of answer among them, the last one moments ago. */
function callsOf(key: KeyView, number: number): CallRecord[] {
  const kinds = [
    { method: 'GET', path: '/orders', query: 'status=open', status: 200, outcome: 'ok' },
    { method: 'POST', path: '/orders', query: '', status: 201, outcome: 'ok' },
    { method: 'DELETE', path: '/orders/41', query: '', status: 403, outcome: 'permission_missing' },
    { method: 'PATCH', path: '/orders/41', query: '', status: 502, outcome: 'upstream_unreachable' },
  ];
  // Ids of one millisecond do not tell their order, and calls are listed by id.
  const ids = Array.from({ length: number * kinds.length }, newId).sort();
  return Array.from({ length: number }).flatMap((_, index) =>
    kinds.slice(0, (index % kinds.length) + 1).map(
      (kind, place): CallRecord => ({
        ...kind,
        id: ids[index * kinds.length + place] ?? newId(),
        at: new Date(Date.now() - (number - index) * 61_000),
        endpointId: key.endpointId,
        keyId: key.id,
        environment: index % 3 === 0 ? 'production' : 'sandbox',
        keyGeneration: 1,
        source: 'app',
        held: ['create', 'read'],
        bytesIn: 120,
        bytesOut: 2_048,
        gatewayMs: 2,
        upstreamMs: 11 + index,
        address: '203.0.113.40',
        userAgent: 'node',
        gatewayIncarnation: 'fra-1',
      }),
    ),
  );
}

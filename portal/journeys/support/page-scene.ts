import { grantAccess } from '@ck/shared/access';
import { type Actor, actorOf, ensureAccount } from '@ck/shared/accounts';
import { type CallRecord, insertCalls } from '@ck/shared/calls';
import { newId } from '@ck/shared/database';
import { getEndpoint, saveDocument } from '@ck/shared/endpoints';
import { createKey, deleteKey, type KeyView, pauseKey, savePermissions, switchKey } from '@ck/shared/keys';
import { declineRequest, requestPermission, requestProduction } from '@ck/shared/requests';
import { countDirtyHours } from '@ck/shared/statistics';
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
  await countDirtyHours();
  await switchKey(owner, { keyId: paloma.id, environment: 'production', active: false });
  await savePermissions(owner, {
    ...{ keyId: acme.id, environment: 'production', permissions: ['create', 'read'] },
    expectedVersion: acme.version,
  });
  await pauseKey(owner, { keyId: paloma.id, environment: 'sandbox', for: '4h' });
  await deleteKey(owner, { keyId: old.id });
  const requests = await askForMore(owner, endpoint.id, acme);
  return { endpoint, bare, acme, paloma, old, requests };
}

/** The sandbox runs ahead, and its collaborator wants that in production; one wish was declined. */
async function askForMore(owner: Actor, endpointId: string, key: KeyView) {
  const mina = actorOf(await ensureAccount('mina@acme.example'), 'portal');
  const { version } = await getEndpoint(owner, 'orders');
  await saveDocument(owner, { endpointId, document: newerDocument, expectedVersion: version });
  const keyId = key.id;
  const wish = { keyId, environment: 'production', permission: 'delete' } as const;
  const declined = await requestPermission(mina, { ...wish, note: 'To clean up test orders' });
  await declineRequest(owner, { requestId: declined.id, note: 'Orders are never deleted in Production.' });
  const note = 'Checkout goes live on 1 December. We expect about 2,000 calls a day, mostly reads.';
  const pending = await requestProduction(mina, { keyId, note });
  return { pending: pending.id, declined: declined.id };
}

const newerDocument = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Orders API', version: '1.1.0' },
  paths: {
    '/orders': {
      get: {
        parameters: [{ name: 'status', in: 'query', required: true, schema: { type: 'string' } }],
        responses: { 200: { description: 'The orders' } },
      },
      post: { responses: { 201: { description: 'The order' } } },
    },
  },
});

/** Calls of both environments, every kind of answer among them, the last one moments ago. */
function callsOf(key: KeyView, number: number): CallRecord[] {
  const fine = { status: 200, outcome: 'ok' };
  const kinds = [
    { ...{ method: 'GET', path: '/orders', operationId: 'GET /orders', query: 'status=open' }, ...fine },
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

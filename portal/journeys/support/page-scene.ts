import { parseDocument } from '@ck/openapi/parsing';
import { grantAccess } from '@ck/shared/access';
import { type Actor, actorOf, ensureAccount, type OwnerPolicy, parseOwnerPolicy } from '@ck/shared/accounts';
import { type CallRecord, insertCalls } from '@ck/shared/calls';
import { newId } from '@ck/shared/database';
import { createEndpoint, deployEndpoint, getEndpoint, saveDocument } from '@ck/shared/endpoints';
import { createKey, deleteKey, type KeyView, pauseKey, savePermissions, switchKey } from '@ck/shared/keys';
import { declineRequest, requestPermission, requestProduction } from '@ck/shared/requests';
import { countDirtyHours } from '@ck/shared/statistics';
import { aDocument, anEndpoint, ownerPolicy, testSecrets } from '@ck/shared/testing/builders';
import { readOrdersDocument } from './orders-partner.ts';
import type { System } from './start-system.ts';

/** An endpoint whose pages all have something to show, one that has nothing yet, and one of another company. */
export async function makePageScene({ upstreamUrl }: Pick<System, 'upstreamUrl'>) {
  const owner = actorOf(await ensureAccount('kim@harbor.example', 'Kim Sol'), 'portal');
  const endpoint = await ordersInBoth(owner, upstreamUrl);
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
  await shareFreight();
  const requests = await askForMore(owner, endpoint.id, acme);
  return { endpoint, bare, acme, paloma, old, requests };
}

/** The sandbox runs ahead, and its collaborator wants that in production; one wish was declined. */
async function askForMore(owner: Actor, endpointId: string, key: KeyView) {
  const mina = actorOf(await ensureAccount('mina@acme.example'), 'portal');
  const { version } = await getEndpoint(owner, 'orders');
  const { newer } = await documents();
  await saveDocument(owner, { endpointId, document: newer, expectedVersion: version });
  const keyId = key.id;
  const wish = { keyId, environment: 'production', permission: 'delete' } as const;
  const declined = await requestPermission(mina, { ...wish, note: 'To clean up test orders' });
  await declineRequest(owner, { requestId: declined.id, note: 'Orders are never deleted in Production.' });
  const note = 'Checkout goes live on 1 December. We expect about 2,000 calls a day, mostly reads.';
  const pending = await requestProduction(mina, { keyId, note });
  return { pending: pending.id, declined: declined.id };
}

/** The sample Orders API, with the document that production has. */
async function ordersInBoth(owner: Actor, upstreamUrl: string) {
  const upstreams = { sandbox: `${upstreamUrl}/sandbox`, production: `${upstreamUrl}/production` };
  const { document } = await documents();
  const form = { name: 'Orders API', slug: 'orders', document, upstreams };
  const { id: endpointId, version } = await createEndpoint(owner, form, means(ownerPolicy));
  return await deployEndpoint(owner, { endpointId, expectedVersion: version });
}

/** The demo's document, and the one before it: without customers, and with an export that asked for less. */
async function documents() {
  const newer = await readOrdersDocument();
  const parsed = parseDocument(newer);
  if (!parsed.ok) throw new Error('the demo’s document can be read');
  const { '/customers/{customerId}': _new, ...paths } = parsed.document.paths ?? {};
  const older = { ...parsed.document, info: { ...parsed.document.info, version: '1.0.0' }, paths };
  return { document: JSON.stringify(older), newer };
}

/** What another company shares with the same collaborator. */
async function shareFreight(): Promise<void> {
  const lee = actorOf(await ensureAccount('lee@northwind.example', 'Lee Moss'), 'portal');
  const form = {
    ...{ name: 'Freight API', slug: 'freight', document: aDocument },
    upstreams: { sandbox: 'http://127.0.0.1:9/freight' },
  };
  const { id: endpointId } = await createEndpoint(
    lee,
    form,
    means(parseOwnerPolicy('lee@northwind.example')),
  );
  const key = await createKey(lee, { endpointId, name: 'Acme Freight', description: '' }, testSecrets);
  await grantAccess({ endpointId, keyId: key.id }, await ensureAccount('mina@acme.example'));
}

const means = (policy: OwnerPolicy) => ({
  ...{ upstreamMaster: testSecrets.upstreamMaster, allowLoopback: true, ownerPolicy: policy },
});

/** Calls of both environments, every kind of answer among them, the last one moments ago. */
function callsOf(key: KeyView, number: number): CallRecord[] {
  const fine = { status: 200, outcome: 'ok' };
  const order = '/orders/orders/ord_01M7WR7CG0B1A0P963ZFTMF6TP';
  const kinds = [
    {
      ...{ method: 'GET', path: '/orders/orders', query: 'status=placed', operationId: 'listOrders' },
      ...fine,
    },
    { ...{ method: 'POST', path: '/orders/orders', query: '' }, status: 201, outcome: 'ok' },
    {
      ...{ method: 'DELETE', path: order, query: '' },
      status: 403,
      outcome: 'permission_missing',
      needed: 'delete' as const,
    },
    { ...{ method: 'PATCH', path: order, query: '' }, status: 502, outcome: 'upstream_unreachable' },
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

import { readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { listCalls } from '@ck/shared/calls';
import { createEndpoint, saveDocument, saveHandling } from '@ck/shared/endpoints';
import { switchKey } from '@ck/shared/keys';
import { aKey, ownerPolicy, testSecrets } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startScene } from './testing/scene.ts';

suiteDatabase();

const document = await readFile(join(import.meta.dirname, '../scripts/demo/orders/openapi.yaml'), 'utf8');
const customerId = 'cus_01KT16JKM04TN7KBJ9F9TSJV83';
const order = {
  customerId,
  currency: 'EUR',
  items: [{ sku: 'A-1', name: 'Cup', quantity: 1, unitPrice: 250 }],
};

let scene: Awaited<ReturnType<typeof startScene>>;
let mocked: Awaited<ReturnType<typeof anApi>>;

beforeAll(async () => {
  scene = await startScene();
  mocked = await anApi({ mockSandbox: true });
});
afterAll(async () => {
  await scene.close();
});
beforeEach(() => {
  scene.upstream.received.length = 0;
});

let count = 0;

async function anApi({ mockSandbox = false }: { mockSandbox?: boolean }) {
  const upstreams = { sandbox: mockSandbox ? '' : `${scene.upstream.address}/sandbox` };
  const form = { name: 'Orders', slug: `documented-${++count}`, document, upstreams, mockSandbox };
  const means = { upstreamMaster: testSecrets.upstreamMaster, allowLoopback: true, ownerPolicy };
  const endpoint = await createEndpoint(scene.owner, form, means);
  const { key, texts } = await aKey(scene.owner, endpoint.id);
  async function call(path: string, init: RequestInit = {}, keyText = texts.sandbox) {
    const headers = { 'X-Api-Key': keyText, ...init.headers };
    const answer = await fetch(`${scene.gateway.address}/${endpoint.slug}${path}`, { ...init, headers });
    const text = await answer.text();
    return { answer, text, json: () => JSON.parse(text) };
  }
  const post = (path: string, body: unknown, type = 'application/json') =>
    call(path, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': type } });
  return { endpoint, key, texts, call, post };
}

test('the document answers, and the call is recorded like any other', async () => {
  const { answer, json } = await mocked.call('/orders?limit=5');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(json().data[0]).toMatchObject({ id: expect.stringMatching(/^ord_/) });
  const id = answer.headers.get('x-request-id');
  await expect
    .poll(async () =>
      (await listCalls(scene.owner, { keyId: mocked.key.id, limit: 100 })).find(one => one.id === id),
    )
    .toMatchObject({
      outcome: 'ok',
      status: 200,
      operationId: 'listOrders',
      documentRevision: 1,
      environment: 'sandbox',
    });
});

test('a request that the document does not allow is refused with a pointer to each fault', async () => {
  const faulty = { ...order, items: [{ ...order.items[0], quantity: 'two' }] };
  const { answer, json } = await mocked.post('/orders', faulty);
  expect(answer.status).toBe(422);
  expect(json()).toMatchObject({
    code: 'request_invalid',
    errors: [{ pointer: '/body/items/0/quantity', detail: 'must be a whole number' }],
  });
  const query = await mocked.call('/orders?limit=0');
  expect(query.json().errors).toEqual([{ pointer: '/query/limit', detail: 'must be >= 1' }]);
  const path = await mocked.call('/nothing-here');
  expect(path.json()).toMatchObject({ code: 'request_invalid', errors: [{ pointer: '/path' }] });
});

test('Prefer chooses the answer, and one that the document does not know is said so', async () => {
  const missing = await mocked.call(`/customers/${customerId}`, { headers: { Prefer: 'code=404' } });
  expect(missing.answer.status).toBe(404);
  expect(missing.answer.headers.get('preference-applied')).toBe('code=404');
  const unknown = await mocked.call('/orders', { headers: { Prefer: 'code=418' } });
  expect(unknown.answer.status).toBe(422);
  expect(unknown.json().errors[0]).toMatchObject({ pointer: '/header/prefer' });
});

test('HEAD is GET without its body, and 204 has none', async () => {
  const head = await mocked.call('/orders', { method: 'HEAD' });
  expect(head.answer.status).toBe(200);
  expect(Number(head.answer.headers.get('content-length'))).toBeGreaterThan(100);
  expect(head.text).toBe('');
});

test('the mock asks for the same keys, switches and permissions as an upstream', async () => {
  const { key, texts, call } = await anApi({ mockSandbox: true });
  expect((await call('/orders', {}, `${texts.sandbox.slice(0, -1)}!`)).json().code).toBe('key_malformed');
  expect((await call('/orders', {}, texts.production)).json().code).toBe('not_deployed');
  const { key: reader, texts: readerTexts } = await aKey(scene.owner, key.endpointId, {
    permissions: ['read'],
  });
  expect(reader.endpointId).toBe(key.endpointId);
  const denied = await call('/orders', { method: 'POST', body: '{}' }, readerTexts.sandbox);
  expect(denied.json()).toMatchObject({ code: 'permission_missing', needed: 'create' });
  await switchKey(scene.owner, { keyId: key.id, environment: 'sandbox', active: false });
  expect((await call('/orders')).json().code).toBe('key_inactive');
});

test('a key that is switched off while a body comes in gets no answer from the mock', async () => {
  const { key, texts, endpoint } = await anApi({ mockSandbox: true });
  const { hostname, port } = new URL(scene.gateway.address);
  const sending = httpRequest({
    hostname,
    port,
    path: `/${endpoint.slug}/orders`,
    method: 'POST',
    headers: { 'X-Api-Key': texts.sandbox, 'Content-Type': 'application/json' },
  });
  const answered = new Promise<string>((resolve, reject) => {
    sending.on('error', reject).on('response', async response => {
      const pieces = await response.toArray();
      resolve(Buffer.concat(pieces).toString());
    });
  });
  const text = JSON.stringify(order);
  await new Promise(resolve => sending.write(text.slice(0, 10), resolve));
  await switchKey(scene.owner, { keyId: key.id, environment: 'sandbox', active: false });
  sending.end(text.slice(10));
  expect(JSON.parse(await answered).code).toBe('key_inactive');
});

test('a body that is too large to be checked is refused as such', async () => {
  const large = await mocked.post('/orders', { ...order, note: 'x'.repeat(1024 * 1024) });
  expect(large.answer.status).toBe(413);
  expect(large.json()).toMatchObject({ code: 'body_too_large' });
});

test('strict forwards what the document allows, byte for byte, and nothing else', async () => {
  const { endpoint, post, call } = await anApi({});
  expect((await post('/orders', { nonsense: true })).answer.status).toBe(200);
  const strict = { endpointId: endpoint.id, environment: 'sandbox' as const, mock: false, strict: true };
  const saved = await saveHandling(scene.owner, { ...strict, expectedVersion: endpoint.version });
  expect(saved.fence.kind).toBe('held');
  scene.upstream.received.length = 0;
  const refused = await post('/orders', { nonsense: true });
  expect(refused.answer.status).toBe(422);
  expect(refused.json().errors).toContainEqual({ pointer: '/body/customerId', detail: 'is missing' });
  expect(scene.upstream.received).toEqual([]);
  const sent = await post('/orders', order);
  expect(sent.answer.status).toBe(200);
  expect(scene.upstream.received).toMatchObject([
    { method: 'POST', target: '/sandbox/orders', body: JSON.stringify(order) },
  ]);
  expect((await call('/orders?limit=5')).json()).toMatchObject({ target: '/sandbox/orders?limit=5' });
});

test('strict checks by the document that is deployed, from the very change on', async () => {
  const { endpoint, call } = await anApi({});
  const strict = { endpointId: endpoint.id, environment: 'sandbox' as const, mock: false, strict: true };
  const saved = await saveHandling(scene.owner, { ...strict, expectedVersion: endpoint.version });
  expect((await call('/parcels')).answer.status).toBe(422);
  const parcels = document.replace(
    '  /orders/export.csv:',
    '  /parcels:\n    get:\n      responses: {}\n  /orders/export.csv:',
  );
  await saveDocument(scene.owner, {
    endpointId: endpoint.id,
    document: parcels,
    expectedVersion: saved.version,
  });
  expect((await call('/parcels')).answer.status).toBe(200);
});

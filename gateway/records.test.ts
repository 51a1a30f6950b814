import { randomBytes } from 'node:crypto';
import { listCalls } from '@ck/shared/calls';
import { assertionHeader, type ConsoleCall, makeAssertion } from '@ck/shared/console';
import { createKeyText } from '@ck/shared/keys';
import { aKey, anEndpoint, testSecrets } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startScene } from './testing/scene.ts';

suiteDatabase();

let scene: Awaited<ReturnType<typeof startScene>>;

beforeAll(async () => {
  scene = await startScene(undefined, { bodyBytes: 1000 });
});
afterAll(async () => {
  await scene.close();
});

/** A key of its own, the means to call with it, and what was recorded of it. */
async function aCaller(permissions?: readonly ('create' | 'read')[]) {
  const { key, texts } = await aKey(
    scene.owner,
    scene.endpoint.id,
    permissions === undefined ? {} : { permissions },
  );
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { 'X-Api-Key': texts.sandbox, ...init.headers };
    const answer = await fetch(`${scene.gateway.address}${path}`, { ...init, headers });
    await answer.arrayBuffer();
    return answer;
  };
  async function records() {
    await scene.gateway.recorder.drained();
    return await listCalls(scene.owner, { keyId: key.id, limit: 100 });
  }
  return { key, texts, call, records };
}

test('an allowed call has one record with everything that was measured', async () => {
  const { key, call, records } = await aCaller();
  const path = `/${scene.endpoint.slug}/orders`;
  const answer = await call(`${path}?page=2&token=hunter2`, {
    method: 'POST',
    body: 'hello',
    headers: { 'User-Agent': 'x'.repeat(300) },
  });
  const [record, ...more] = await records();
  expect(more).toEqual([]);
  expect(record).toMatchObject({
    id: answer.headers.get('x-request-id'),
    endpointId: scene.endpoint.id,
    keyId: key.id,
    environment: 'sandbox',
    keyGeneration: 1,
    source: 'app',
    method: 'POST',
    path,
    query: 'page=2&token=[secret]',
    documentRevision: 1,
    outcome: 'ok',
    status: 200,
    needed: 'create',
    held: ['create', 'read', 'update', 'delete'],
    bytesIn: 5,
    bytesOut: Number(answer.headers.get('content-length')),
    address: '127.0.0.1',
    userAgent: 'x'.repeat(256),
  });
  expect(record?.upstreamMs).toBeGreaterThan(0);
  expect(record?.gatewayMs).toBeGreaterThanOrEqual(0);
});

test('every refusal of a known key has one record, under the key’s own endpoint', async () => {
  const { call, records } = await aCaller(['create']);
  const other = await anEndpoint(scene.owner);
  const own = `/${scene.endpoint.slug}/x`;
  await call(own);
  await call(`/${other.slug}/x`);
  await call('/nothing-here/x');
  const stream = new Blob(['x'.repeat(2000)]).stream();
  await call(own, { method: 'POST', body: stream, duplex: 'half' } as RequestInit);
  const all = await records();
  expect(all.map(({ outcome, status, path }) => [outcome, status, path])).toEqual([
    ['body_too_large', 413, own],
    ['endpoint_unknown', 404, '/nothing-here/x'],
    ['endpoint_mismatch', 403, `/${other.slug}/x`],
    ['permission_missing', 403, own],
  ]);
  expect(new Set(all.map(({ endpointId }) => endpointId))).toEqual(new Set([scene.endpoint.id]));
  expect(all.at(-1)).toMatchObject({ needed: 'read', held: ['create'], bytesIn: 0 });
});

test('a call is recorded under its operation of the document, also when it is refused', async () => {
  const { call, records } = await aCaller(['create']);
  const allowed = await aCaller();
  const own = `/${scene.endpoint.slug}/orders`;
  await call(own);
  await allowed.call(own);
  await allowed.call(own, { method: 'HEAD' });
  await allowed.call(`${own}/7`);
  const names = async (of: typeof records) => (await of()).map(({ operationId }) => operationId);
  expect(await names(records)).toEqual(['GET /orders']);
  expect(await names(allowed.records)).toEqual([undefined, 'GET /orders', 'GET /orders']);
});

test('a call without a known key is counted by its reason instead', async () => {
  const { texts, call, records } = await aCaller();
  const own = `/${scene.endpoint.slug}/x`;
  const counted = async (outcome: string) => {
    const metrics = await (await fetch(`${scene.gateway.adminAddress}/metrics`)).text();
    return Number(new RegExp(`ck_calls_total\\{outcome="${outcome}"\\} (\\d+)`).exec(metrics)?.[1] ?? 0);
  };
  const reasons = ['key_missing', 'key_malformed', 'key_unknown', 'key_in_query', 'method_not_allowed'];
  const before = await Promise.all(reasons.map(counted));
  await fetch(scene.gateway.address + own);
  await call(own, { headers: { 'X-Api-Key': 'ck_sbx_nonsense' } });
  await call(own, { headers: { 'X-Api-Key': createKeyText('sandbox') } });
  await call(`${own}?k=${texts.sandbox}`);
  await call(own, { method: 'PROPFIND' });
  await call(own, { method: 'OPTIONS' });
  await call('/_/whoami');
  expect(await Promise.all(reasons.map(counted))).toEqual(before.map(count => count + 1));
  expect(await records()).toEqual([]);
});

test('the key text stands in no record and in no metric', async () => {
  const { texts, call, records } = await aCaller();
  await call(`/${scene.endpoint.slug}/x?q=${texts.sandbox.replaceAll('_', '%255F')}`);
  await call(`/${scene.endpoint.slug}/x?q=1`);
  const metrics = await (await fetch(`${scene.gateway.adminAddress}/metrics`)).text();
  expect(JSON.stringify(await records()) + metrics).not.toContain(texts.sandbox);
});

test('calls at once have as many records, each with an id of its own', async () => {
  const { call, records } = await aCaller();
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, i) => call(`/${scene.endpoint.slug}/${i}`)),
  );
  const ids = answers.map(answer => answer.headers.get('x-request-id'));
  expect((await records()).map(({ id }) => id).sort()).toEqual(ids.sort());
});

test('a call of the console names its person, and is believed only for this very call', async () => {
  const { key, call, records } = await aCaller();
  const target = `/${scene.endpoint.slug}/orders?page=2`;
  const person = { accountId: 'mina', email: 'mina@acme.example' };
  const sign = (some: Partial<ConsoleCall> = {}, secret = testSecrets.consoleSecret) => {
    const sent = { keyId: key.id, environment: 'sandbox', method: 'GET', target, ...some } as const;
    return makeAssertion(sent, person, secret, Date.now());
  };
  const send = async (assertion: string) => await call(target, { headers: { [assertionHeader]: assertion } });
  expect((await send(sign())).status).toBe(200);
  expect(scene.upstream.received.at(-1)?.headers).not.toHaveProperty('x-console-assertion');
  const received = scene.upstream.received.length;
  const forged = { current: 1, versions: new Map([[1, randomBytes(32)]]) };
  for (const claim of [
    'console',
    sign({}, forged),
    sign({ method: 'POST' }),
    sign({ target: '/x' }),
    `${sign()}, ${sign()}`,
  ])
    expect((await send(claim)).status).toBe(400);
  expect(scene.upstream.received).toHaveLength(received);
  const told = (await records()).map(({ source, actorId, outcome }) => [source, actorId, outcome]);
  expect(told.toReversed()).toEqual([
    ['console', 'mina', 'ok'],
    ...Array.from({ length: 5 }, () => ['app', undefined, 'request_malformed']),
  ]);
});

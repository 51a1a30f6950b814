import { once } from 'node:events';
import { connect } from 'node:net';
import { listCalls } from '@ck/shared/calls';
import { deleteKey, regenerateKey, savePermissions, switchKey } from '@ck/shared/keys';
import { aKey, anEndpoint, testSecrets } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startScene } from './testing/scene.ts';

suiteDatabase();

let scene: Awaited<ReturnType<typeof startScene>>;
let cancelled: Promise<unknown> = Promise.resolve();

beforeAll(async () => {
  scene = await startScene((request, response) => {
    if (request.url?.includes('reset-early')) return void request.socket.destroy();
    response.writeHead(request.url?.includes('redirect') ? 302 : 200, {
      Location: 'http://elsewhere.example/',
    });
    if (request.url?.includes('redirect')) return void response.end();
    if (request.url?.includes('large')) return void response.end(Buffer.alloc(20 * 1024 * 1024, 'x'));
    response.write('data: first\n\n');
    cancelled = once(response, 'close');
    if (request.url?.includes('reset-late')) setImmediate(() => request.socket.destroy());
  });
});

afterAll(async () => {
  await scene.close();
});

beforeEach(() => {
  scene.upstream.received.length = 0;
});

type Init = { method?: string; headers?: Record<string, string>; body?: string };

const call = async (path: string, key: string | undefined, { headers, ...init }: Init = {}) =>
  await fetch(`${scene.url}${path}`, {
    ...init,
    redirect: 'manual',
    headers: { ...headers, ...(key !== undefined && { 'X-Api-Key': key }) },
  });

async function problemOf(answer: Response) {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const problem = await answer.json();
  expect(problem).toMatchObject({ status: answer.status, requestId: answer.headers.get('x-request-id') });
  return problem;
}

/** A key of its own, so that a test may change it. */
async function ownKey() {
  const made = await aKey(scene.owner, scene.endpoint.id);
  return made;
}

test('the key names the environment: each call reaches its own upstream', async () => {
  for (const environment of ['sandbox', 'production'] as const) {
    const answer = await call('/orders?status=open', scene.texts[environment]);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      environment,
      method: 'GET',
      target: `/${environment}/orders?status=open`,
    });
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9A-Z]{26}$/);
  }
});

test('the key reaches the upstream in no form; who calls does', async () => {
  const key = scene.texts.sandbox;
  const headers = {
    Authorization: `Bearer ${key}`,
    'X-Collaboration-Key': 'forged',
    'X-Collaboration-Role': 'admin',
    'X-HTTP-Method-Override': 'DELETE',
    'X-Forwarded-For': '1.2.3.4',
    'X-Custom': 'kept',
  };
  const answer = await call('/orders', key, { headers });
  const [seen] = scene.upstream.received;
  expect(JSON.stringify(seen)).not.toContain(key);
  expect(seen?.headers).toMatchObject({
    'x-collaboration-key': scene.key.id,
    'x-collaboration-environment': 'sandbox',
    'x-request-id': answer.headers.get('x-request-id'),
    'x-forwarded-for': '127.0.0.1',
    via: '1.1 collaboration-keys',
    traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/),
    'x-custom': 'kept',
  });
  for (const name of ['x-api-key', 'x-collaboration-role', 'x-http-method-override']) {
    expect(seen?.headers).not.toHaveProperty(name);
  }
});

test('an answer keeps its cookies and has our CORS headers, not the upstream’s', async () => {
  const answer = await call('/orders', scene.texts.sandbox, { headers: { Origin: 'https://app.example' } });
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
});

test('a preflight is answered for any path without a key', async () => {
  const answer = await fetch(`${scene.gateway.address}/whatever/path`, { method: 'OPTIONS' });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(answer.headers.get('access-control-max-age')).toBe('600');
});

test('without a usable key: missing, ambiguous, malformed, unknown, in the address', async () => {
  const { texts } = scene;
  expect(await problemOf(await call('/orders', undefined))).toMatchObject({
    code: 'key_missing',
    status: 401,
  });
  const two = { headers: { Authorization: `Bearer ${texts.production}` } };
  expect(await problemOf(await call('/orders', texts.sandbox, two))).toMatchObject({
    code: 'key_ambiguous',
    status: 400,
  });
  const mistyped = `${texts.sandbox.slice(0, -1)}${texts.sandbox.endsWith('a') ? 'b' : 'a'}`;
  const malformed = await call('/orders', mistyped);
  expect(malformed.headers.get('www-authenticate')).toContain('Bearer');
  expect(await problemOf(malformed)).toMatchObject({ code: 'key_malformed', status: 401 });
  const query = await call(`/orders?key=${texts.sandbox}`, undefined);
  const text = await query.text();
  expect(text).toContain('key_in_query');
  expect(text).not.toContain(texts.sandbox);
  expect(scene.upstream.received).toEqual([]);
});

test('switching off, permissions, regenerating and deleting reach the gateway', async () => {
  const { key, texts } = await ownKey();
  const target = { keyId: key.id, environment: 'production' as const };

  await savePermissions(scene.owner, { ...target, permissions: ['read'], expectedVersion: 1 });
  expect(
    await problemOf(await call('/orders', texts.production, { method: 'POST', body: '{}' })),
  ).toMatchObject({
    code: 'permission_missing',
    status: 403,
    needed: 'create',
    held: ['read'],
    environment: 'production',
  });
  expect((await call('/orders', texts.production, { method: 'HEAD' })).status).toBe(200);
  expect((await call('/orders', texts.production, { method: 'PATCH' })).status).toBe(403);
  expect((await call('/orders', texts.sandbox, { method: 'PATCH' })).status).toBe(200);

  await switchKey(scene.owner, { ...target, active: false });
  const off = await problemOf(await call('/orders', texts.production));
  expect(off).toMatchObject({ code: 'key_inactive', status: 403, environment: 'production' });
  const whoami = await fetch(`${scene.gateway.address}/_/whoami`, {
    headers: { 'X-Api-Key': texts.production },
  });
  expect(await whoami.json()).toEqual({ environment: 'production', active: false, permissions: ['read'] });

  await regenerateKey(scene.owner, { keyId: key.id, environment: 'sandbox' }, testSecrets);
  expect(await problemOf(await call('/orders', texts.sandbox))).toMatchObject({
    code: 'key_replaced',
    status: 401,
  });

  await scene.gateway.recorder.drained();
  await deleteKey(scene.owner, { keyId: key.id });
  expect(await problemOf(await call('/orders', texts.production))).toMatchObject({
    code: 'key_unknown',
    status: 401,
  });
  const calls = await listCalls(scene.owner, { keyId: key.id, limit: 20 });
  expect(calls.map(({ method, status, outcome }) => [method, status, outcome])).toEqual([
    ['GET', 401, 'key_replaced'],
    ['GET', 403, 'key_inactive'],
    ['PATCH', 200, 'ok'],
    ['PATCH', 403, 'permission_missing'],
    ['HEAD', 200, 'ok'],
    ['POST', 403, 'permission_missing'],
  ]);
});

test('a key opens its own endpoint only, and which others exist is told to known keys only', async () => {
  const other = await anEndpoint(scene.owner, { upstream: scene.upstream.address });
  const at = async (slug: string, key?: string) =>
    await problemOf(
      await fetch(`${scene.gateway.address}/${slug}/x`, {
        headers: key === undefined ? {} : { 'X-Api-Key': key },
      }),
    );
  expect(await at(other.slug, scene.texts.sandbox)).toMatchObject({ code: 'endpoint_mismatch', status: 403 });
  expect(await at('no-such', scene.texts.sandbox)).toMatchObject({ code: 'endpoint_unknown', status: 404 });
  expect(await at('no-such')).toMatchObject({ code: 'key_missing', status: 401 });
  const { texts } = await aKey(scene.owner, other.id);
  expect(await at(other.slug, texts.production)).toMatchObject({ code: 'not_deployed', status: 503 });
});

test('TRACE is refused with what is allowed', async () => {
  const answer = await raw('TRACE /x HTTP/1.1\r\nHost: a\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1.1 405 /);
  expect(answer).toMatch(/\r\nAllow: POST, GET, HEAD, PUT, PATCH, DELETE, OPTIONS\r\n/i);
});

test.each([
  ['two Hosts', 'GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
  ['no Host', 'GET /x HTTP/1.1\r\n\r\n', 400],
  ['another host in the address', 'GET http://b/x HTTP/1.1\r\nHost: a\r\n\r\n', 400],
  ['dot segments', 'GET /orders/../x HTTP/1.1\r\nHost: a\r\n\r\n', 400],
  ['encoded dot segments', 'GET /orders/%2e%2E/x HTTP/1.1\r\nHost: a\r\n\r\n', 400],
  ['an encoded slash', 'GET /orders%2fx HTTP/1.1\r\nHost: a\r\n\r\n', 400],
  ['an encoded backslash', 'GET /orders%5cx HTTP/1.1\r\nHost: a\r\n\r\n', 400],
  ['a backslash', 'GET /orders\\x HTTP/1.1\r\nHost: a\r\n\r\n', 400],
  ['an encoded NUL', 'GET /orders%00 HTTP/1.1\r\nHost: a\r\n\r\n', 400],
  [
    'length and chunks',
    'POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  ['chunks in HTTP/1.0', 'POST /x HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
  ['two lengths', 'POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx', 400],
  ['no HTTP at all', 'hello\r\n\r\n', 400],
  ['a long address', `GET /${'x'.repeat(9000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414],
  ['large headers', `GET /x HTTP/1.1\r\nHost: a\r\nX-A: ${'x'.repeat(17_000)}\r\n\r\n`, 431],
  ['huge headers', `GET /x HTTP/1.1\r\nHost: a\r\nX-A: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
  ['101 headers', `GET /x HTTP/1.1\r\nHost: a\r\n${'X-A: b\r\n'.repeat(100)}\r\n`, 431],
  ['a body said too large', 'POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n', 413],
])('%s: refused before any key is looked at, with a request id', async (_, request, status) => {
  const answer = await raw(request);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer).toMatch(/\r\nX-Request-Id: [0-9A-Z]{26}\r\n/i);
  expect(answer).toContain('application/problem+json');
});

test('a redirect is passed on, never followed', async () => {
  const answer = await call('/custom/redirect', scene.texts.sandbox);
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).toBe('http://elsewhere.example/');
});

test('events stream as they come, and a client that leaves cancels the upstream call', async () => {
  const controller = new AbortController();
  const headers = { 'X-Api-Key': scene.texts.sandbox };
  const answer = await fetch(`${scene.url}/custom/events`, { headers, signal: controller.signal });
  const first = await answer.body?.getReader().read();
  expect(new TextDecoder().decode(first?.value)).toBe('data: first\n\n');
  controller.abort();
  await cancelled;
});

test('an upstream that breaks off before its head is 502, after it the connection breaks', async () => {
  expect(await problemOf(await call('/custom/reset-early', scene.texts.sandbox))).toMatchObject({
    code: 'upstream_reset',
    status: 502,
  });
  const answer = await call('/custom/reset-late', scene.texts.sandbox);
  await expect(answer.text()).rejects.toThrow();
});

test('an upstream that is not there is 502 and says that nothing was sent', async () => {
  const gone = await anEndpoint(scene.owner, { upstream: 'http://127.0.0.1:1' });
  const { texts } = await aKey(scene.owner, gone.id);
  const answer = await fetch(`${scene.gateway.address}/${gone.slug}/x`, {
    headers: { 'X-Api-Key': texts.sandbox },
  });
  expect(await problemOf(answer)).toMatchObject({ code: 'upstream_unreachable', status: 502 });
});

test('a large answer and a body without a length pass whole; one beyond the limit is 413', async () => {
  const large = await call('/custom/large', scene.texts.sandbox);
  expect((await large.arrayBuffer()).byteLength).toBe(20 * 1024 * 1024);
  expect((await upload(300)).status).toBe(200);
  expect(scene.upstream.received.at(-1)?.body).toHaveLength(300 * 1024);
  expect((await upload(11 * 1024)).status).toBe(413);
});

async function upload(kilobytes: number) {
  let left = kilobytes;
  const body = new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(new Uint8Array(1024).fill(120));
      else controller.close();
    },
  });
  const headers = { 'X-Api-Key': scene.texts.sandbox };
  return await fetch(`${scene.url}/orders`, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
}

async function raw(request: string): Promise<string> {
  const { hostname, port } = new URL(scene.gateway.address);
  const socket = connect(Number(port), hostname);
  const pieces: Buffer[] = [];
  socket.on('data', piece => {
    pieces.push(piece);
    // An answer on a connection that stays open is whole when its body is.
    if (Buffer.concat(pieces).toString().endsWith('}')) socket.end();
  });
  socket.on('error', () => {});
  socket.write(request);
  await once(socket, 'close');
  return Buffer.concat(pieces).toString();
}

import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listCalls } from '@ck/shared/calls';
import { aKey } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openConnection } from './testing/raw-client.ts';
import { startScene } from './testing/scene.ts';

suiteDatabase();

let scene: Awaited<ReturnType<typeof startScene>>;
/** Calls that the upstream holds until a test answers them. */
const held: { request: IncomingMessage; response: ServerResponse }[] = [];
let onHeld: (() => void) | undefined;
let client: ReturnType<typeof openConnection>;

beforeAll(async () => {
  scene = await startScene(
    (request, response) => {
      held.push({ request, response });
      onHeld?.();
    },
    { headMs: 500, requestMs: 1_500, callsPerKey: 3 },
  );
});
afterAll(async () => {
  await scene.close();
});
beforeEach(() => {
  held.length = 0;
  scene.upstream.received.length = 0;
  client = openConnection(scene.gateway.address);
});
afterEach(() => {
  client.close();
});

const upstreamHolds = async () => {
  if (held.length === 0) await new Promise<void>(resolve => (onHeld = resolve));
};
const get = (path: string, ...fields: string[]) =>
  `GET /${scene.endpoint.slug}${path} HTTP/1.1\r\nHost: a\r\nX-Api-Key: ${scene.texts.sandbox}\r\n${fields.map(field => `${field}\r\n`).join('')}\r\n`;
const post = (path: string, ...fields: string[]) => get(path, ...fields).replace('GET', 'POST');
const keyless = (path: string) => `GET /${scene.endpoint.slug}${path} HTTP/1.1\r\nHost: a\r\n\r\n`;

async function lastRecord() {
  await scene.gateway.recorder.drained();
  const [last] = await listCalls(scene.owner, { keyId: scene.key.id, limit: 1 });
  return last;
}

test('a refusal without a body to read leaves the connection open for the next call', async () => {
  client.send(keyless('/a'));
  await client.until(/key_missing/);
  expect(client.text()).toMatch(/\r\nConnection: keep-alive\r\n/i);
  client.send(get('/b'));
  await client.until(/"target":"\/sandbox\/b"/);
});

test('a refusal that leaves a body unread closes the connection', async () => {
  client.send(keyless('/a').replace('GET', 'POST').replace('Host: a', 'Host: a\r\nContent-Length: 9'));
  await client.until(/key_missing/);
  await client.closed;
  expect(client.text()).toMatch(/\r\nConnection: close\r\n/i);
});

test('calls sent at once are answered each, in their order', async () => {
  client.send(get('/custom/slow') + get('/b') + keyless('/c'));
  await upstreamHolds();
  held[0]?.response.end('slow');
  await client.until(/slow[\s\S]*\/sandbox\/b[\s\S]*key_missing/);
  expect(client.statuses()).toEqual([200, 200, 401]);
});

test('what cannot be read after an answered call is refused with a request id, and the connection closes', async () => {
  client.send(get('/a'));
  await client.until(/\/sandbox\/a/);
  client.send('not a request\r\n\r\n');
  await client.closed;
  expect(client.statuses()).toEqual([200, 400]);
  expect(client.text().match(/\r\nX-Request-Id: [0-9A-Z]{26}\r\n/gi)).toHaveLength(2);
});

test('what cannot be read behind a call under way is never taken for its answer', async () => {
  client.send(get('/custom/slow'));
  await upstreamHolds();
  client.send('not a request\r\n\r\n');
  // The gateway answers another connection after it has read these bytes: by then it would have refused them.
  const other = openConnection(scene.gateway.address);
  other.send(get('/a'));
  await other.until(/\/sandbox\/a/);
  other.close();
  expect(client.text()).toBe('');
  held[0]?.response.end('the answer');
  await client.closed;
  expect(client.statuses()).toEqual([200, 400]);
  expect(client.text()).toMatch(/the answer[\s\S]*request_malformed/);
});

test('a body that breaks its framing is 400, reaches the upstream cut off, and is recorded as malformed', async () => {
  client.send(`${post('/custom/slow', 'Transfer-Encoding: chunked')}5\r\nhello\r\n`);
  await upstreamHolds();
  const gone = held[0] && once(held[0].response, 'close');
  client.send('not a chunk\r\n');
  await client.closed;
  await gone;
  expect(client.text()).toMatch(/^HTTP\/1.1 400 [\s\S]*request_malformed/);
  expect(held[0]?.request.complete).toBe(false);
  expect(await lastRecord()).toMatchObject({ outcome: 'request_malformed', status: 400, bytesIn: 5 });
});

test('a head that comes too slowly is 408', async () => {
  client.send('GET /x HTTP/1.1\r\nHost: a\r\n');
  await client.closed;
  expect(client.text()).toMatch(/^HTTP\/1.1 408 [\s\S]*request_timeout/);
});

test('a body that comes too slowly is 408, and so recorded', async () => {
  client.send(`${post('/custom/slow', 'Content-Length: 9')}abc`);
  await client.closed;
  expect(client.text()).toMatch(/^HTTP\/1.1 408 [\s\S]*request_timeout/);
  expect(await lastRecord()).toMatchObject({ outcome: 'request_timeout', status: 408, bytesIn: 3 });
});

test('a client that leaves during its upload cancels the upstream call, and is recorded as gone', async () => {
  client.send(`${post('/custom/slow', 'Content-Length: 9')}abc`);
  await upstreamHolds();
  const gone = held[0] && once(held[0].response, 'close');
  client.close();
  await gone;
  expect(await lastRecord()).toMatchObject({ outcome: 'client_gone', status: 499 });
});

test('a client that waits is told to go on only once its call is allowed', async () => {
  const expecting = ['Expect: 100-continue', 'Content-Length: 5'];
  client.send(post('/a', ...expecting));
  await client.until(/^HTTP\/1.1 100 Continue\r\n\r\n$/);
  client.send('hello');
  await client.until(/\/sandbox\/a/);
  expect(scene.upstream.received.at(-1)).toMatchObject({ body: 'hello' });
  expect(scene.upstream.received.at(-1)?.headers).not.toHaveProperty('expect');

  const refused = openConnection(scene.gateway.address);
  refused.send(post('/a', ...expecting).replace(/X-Api-Key.*\r\n/, ''));
  await refused.closed;
  expect(refused.statuses()).toEqual([401]);
});

test.each([
  ['a method that nobody knows', 'BREW /x HTTP/1.1\r\nHost: a\r\n\r\n', 405, /\r\nAllow: POST, GET/i],
  ['CONNECT', 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n', 405, /\r\nAllow: POST, GET/i],
  ['a URL beyond the parser’s own limit', `GET /${'x'.repeat(60_000)} HTTP/1.1\r\n\r\n`, 414, /uri_too_long/],
])('%s is refused from the table', async (_, request, status, pattern) => {
  client.send(request);
  await client.until(/"requestId"/);
  expect(client.statuses()).toEqual([status]);
  expect(client.text()).toMatch(pattern);
});

test('a refused connection is cut even when the client never closes its side', async () => {
  const stubborn = openConnection(scene.gateway.address, { allowHalfOpen: true });
  stubborn.send('not a request\r\n\r\n');
  await stubborn.until(/request_malformed/);
  // Only a connection that is gone answers more bytes with a reset.
  const poke = setInterval(() => stubborn.send('x'), 50);
  await stubborn.closed;
  clearInterval(poke);
  expect(stubborn.failure()).toBeDefined();
});

test('beyond the calls that one key may have at once its next is 503, and another key goes through', async () => {
  const busy = [1, 2, 3].map(() => openConnection(scene.gateway.address));
  for (const each of busy) each.send(get('/custom/slow'));
  while (held.length < 3) await new Promise<void>(resolve => (onHeld = resolve));
  client.send(get('/x'));
  await client.until(/^HTTP\/1.1 503 [\s\S]*Retry-After: 1[\s\S]*overloaded/i);
  const { texts } = await aKey(scene.owner, scene.endpoint.id);
  const other = openConnection(scene.gateway.address);
  other.send(get('/y').replace(scene.texts.sandbox, texts.sandbox));
  await other.until(/\/sandbox\/y/);
  for (const each of [...busy, other]) each.close();
});

test('HTTP/1.0 gets whole answers without chunks', async () => {
  client.send(get('/a').replace('HTTP/1.1', 'HTTP/1.0'));
  await client.closed;
  expect(client.text()).toMatch(/\/sandbox\/a/);
  expect(client.text()).not.toMatch(/chunked/i);
});

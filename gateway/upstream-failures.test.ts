import { listCalls } from '@ck/shared/calls';
import { aKey, anEndpoint } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpLayers } from './http-layers.ts';
import { defaultLimits } from './limits.ts';
import { layerUnderTest } from './testing/http-layer.ts';
import { openConnection, startByteUpstream } from './testing/raw-client.ts';
import { startScene } from './testing/scene.ts';

suiteDatabase();

let scene: Awaited<ReturnType<typeof startScene>>;

beforeAll(async () => {
  scene = await startScene(undefined, { upstreamHeadMs: 300, upstreamIdleMs: 300, callsInFlight: 2 });
});
afterAll(async () => {
  await scene.close();
});

const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;

type Speak = Parameters<typeof startByteUpstream>[0];

/** An endpoint of its own before an upstream that speaks as the test says. */
async function behind(speak: Speak) {
  const upstream = await startByteUpstream(speak);
  const endpoint = await anEndpoint(scene.owner, { upstream: upstream.address });
  const { key, texts } = await aKey(scene.owner, endpoint.id);
  const url = `${scene.gateway.address}/${endpoint.slug}/x`;
  const call = (init: RequestInit = {}) => fetch(url, { ...init, headers: { 'X-Api-Key': texts.sandbox } });
  async function record() {
    await scene.gateway.recorder.drained();
    return (await listCalls(scene.owner, { keyId: key.id, limit: 1 }))[0];
  }
  return { upstream, call, record, slug: endpoint.slug, texts };
}

test('an upstream without an answer in its time is 504', async () => {
  const { upstream, call, record } = await behind(() => {});
  const answer = await call();
  expect([answer.status, await codeOf(answer)]).toEqual([504, 'upstream_timeout']);
  expect(await record()).toMatchObject({ outcome: 'upstream_timeout', status: 504 });
  await upstream.close();
});

test('an answer that stops halfway is broken off, and recorded as reset', async () => {
  const { upstream, call, record } = await behind(socket =>
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'),
  );
  const answer = await call();
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow();
  expect(await record()).toMatchObject({ outcome: 'upstream_reset', status: 200, bytesOut: 3 });
  await upstream.close();
});

test('an answer that only closing ends is whole when the connection closes', async () => {
  const { upstream, call } = await behind(socket => socket.end('HTTP/1.1 200 OK\r\n\r\nall of it'));
  expect(await (await call()).text()).toBe('all of it');
  await upstream.close();
});

test('an answer that only closing ends is broken off when the connection is reset', async () => {
  const { upstream, call, slug, texts } = await behind(socket => {
    socket.write('HTTP/1.1 200 OK\r\n\r\npart', () => setImmediate(() => socket.resetAndDestroy()));
  });
  const answer = await call();
  await expect(answer.text()).rejects.toThrow();

  const old = openConnection(scene.gateway.address);
  old.send(`GET /${slug}/x HTTP/1.0\r\nX-Api-Key: ${texts.sandbox}\r\n\r\n`);
  await old.closed;
  expect(old.failure()).toMatchObject({ code: 'ECONNRESET' });
  await upstream.close();
});

test.each([
  'not HTTP at all',
  'HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n',
  'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
])('an answer that is none is 502: %j', async bytes => {
  const { upstream, call } = await behind(socket => socket.end(bytes));
  const answer = await call();
  expect([answer.status, await codeOf(answer)]).toEqual([502, 'upstream_reset']);
  await upstream.close();
});

test('a GET whose connection died unanswered is sent once more, not twice', async () => {
  const { upstream, call } = await behind(socket => socket.destroy());
  expect((await call()).status).toBe(502);
  expect(upstream.connections()).toBe(2);
  await upstream.close();
});

test('what the second attempt answers is the answer', async () => {
  let first = true;
  const { upstream, call } = await behind(socket => {
    if (first) socket.destroy();
    else socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    first = false;
  });
  expect(await (await call()).text()).toBe('ok');
  await upstream.close();
});

test.each(['POST', 'PATCH'])('a %s is never sent twice', async method => {
  const { upstream, call } = await behind(socket => socket.destroy());
  expect((await call({ method, body: '{}' })).status).toBe(502);
  expect((await call({ method })).status).toBe(502);
  expect(upstream.connections()).toBe(2);
  await upstream.close();
});

test('beyond the possible number of calls at once the next is 503 with Retry-After, and recorded', async () => {
  const held: (() => void)[] = [];
  let both: (() => void) | undefined;
  const full = new Promise<void>(resolve => (both = resolve));
  const { upstream, call, record } = await behind(socket => {
    // A head at once, so that only the calls' number is under test and not their time.
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwa');
    held.push(() => socket.end('it'));
    if (held.length === 2) both?.();
  });
  const calls = [call(), call()].map(async answer => (await answer).text());
  await full;
  const refused = await call();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await refused.json()).toMatchObject({ code: 'overloaded' });
  for (const release of held) release();
  expect(await Promise.all(calls)).toEqual(['wait', 'wait']);
  expect(await record()).toBeDefined();
  await upstream.close();
});

test.each(['127.0.0.1', '[::1]', 'localhost', '169.254.169.254', '[::ffff:10.0.0.1]', '10.0.0.1'])(
  'outside development nothing connects to %s, whatever the database says',
  async hostname => {
    const forwarder = httpLayers[layerUnderTest].createForwarder({
      allowLoopback: false,
      limits: defaultLimits,
      mayWrite: () => true,
    });
    const { port } = new URL(scene.upstream.address);
    const code = await new Promise(resolve => {
      forwarder.send(
        {
          place: { origin: `http://${hostname}:${port}`, hostname, host: `${hostname}:${port}` },
          path: '/x',
          method: 'GET',
          lines: '',
          body: undefined,
        },
        {
          mayStart: () => true,
          onHead: () => resolve('answered'),
          onPiece: () => true,
          onEnd() {},
          onFailure: resolve,
          onBreak() {},
          onUpstreamDrain() {},
        },
      );
    });
    expect(code).toBe('upstream_unreachable');
    await forwarder.close();
  },
);

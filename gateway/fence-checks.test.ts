import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { saveUpstream } from '@ck/shared/endpoints';
import { endKeyOverlap, regenerateKey, switchKey } from '@ck/shared/keys';
import { aKey, testSecrets } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fenceChecks } from './fence-checks.ts';
import { startScene } from './testing/scene.ts';

suiteDatabase();

let scene: Awaited<ReturnType<typeof startScene>>;
/** What happens in a gateway between admission and the first byte upstream. */
let between: () => void = () => {};
let fresh = true;
/** The lease as it is found in the instant before a head is written. */
let writable = true;

beforeAll(async () => {
  scene = await startScene(
    (request, response) => {
      if (request.url?.includes('stream')) response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: first\n\n');
    },
    {},
    {
      checks: {
        beforeBytes(gateway, relayed, method) {
          between();
          return fresh ? fenceChecks.beforeBytes(gateway, relayed, method) : { code: 'gateway_not_fresh' };
        },
        beforeWrite: gateway => writable && fenceChecks.beforeWrite(gateway),
        mayStream: () => fresh,
      },
    },
  );
});
afterAll(async () => {
  await scene.close();
});

const call = (key: string, path = '/orders', init: RequestInit = {}) =>
  fetch(`${scene.url}${path}`, { ...init, headers: { 'X-Api-Key': key } });

async function problem(answer: Response) {
  const { code } = (await answer.json()) as { code: string };
  return { status: answer.status, code, retry: answer.headers.get('retry-after') };
}

/** Cut off is an error for a reader; here it is what is waited for. */
const closing = (answer: IncomingMessage) =>
  new Promise<void>(resolve => {
    answer.once('close', () => resolve());
  });

/** An answer that goes on until somebody ends it. */
async function openAnswer(key: string, path: string): Promise<IncomingMessage> {
  const request = get(`${scene.url}${path}`, { agent: new Agent(), headers: { 'X-Api-Key': key } });
  const [response] = await once(request, 'response');
  response.on('error', () => {});
  await once(response, 'data');
  return response;
}

const chunked = () => new Blob(['{"a":', '1}']).stream();
test.each<[string, RequestInit]>([
  ['no body', {}],
  ['a body of known length', { method: 'POST', body: '{"a":1}' }],
  ['a body in chunks', { method: 'POST', body: chunked(), duplex: 'half' } as RequestInit],
])('a process that stood still after its last look, with %s to send, writes nothing', async (_, init) => {
  scene.upstream.received.length = 0;
  between = () => {
    writable = false;
  };
  const answer = await call(scene.texts.sandbox, '/orders', init);
  between = () => {};
  writable = true;
  expect(await problem(answer)).toEqual({ status: 503, code: 'gateway_not_fresh', retry: '1' });
  expect(scene.upstream.received).toEqual([]);
  expect((await call(scene.texts.sandbox)).status).toBe(200);
});

test.each(['GET', 'POST'])(
  'a %s whose lease ends between admission and dispatch sends nothing',
  async method => {
    scene.upstream.received.length = 0;
    between = () => {
      fresh = false;
    };
    const body = method === 'POST' ? { body: '{"a":1}' } : {};
    const answer = await call(scene.texts.sandbox, '/orders', { method, ...body });
    between = () => {};
    fresh = true;
    expect(await problem(answer)).toEqual({ status: 503, code: 'gateway_not_fresh', retry: '1' });
    expect(scene.upstream.received).toEqual([]);
  },
);

test('with an old key during its overlap each answer says until when it works; ended, it is replaced', async () => {
  const { key, texts } = await aKey(scene.owner, scene.endpoint.id);
  const target = { keyId: key.id, environment: 'sandbox' as const };
  const changed = await regenerateKey(scene.owner, { ...target, keep: '24h' }, testSecrets);
  const answer = await call(texts.sandbox);
  expect(answer.status).toBe(200);
  const until = changed.sandbox.overlap?.validUntil.toISOString();
  expect(until).toBeDefined();
  expect(answer.headers.get('x-api-key-valid-until')).toBe(until);
  const whoami = await fetch(`${scene.gateway.address}/_/whoami`, {
    headers: { 'X-Api-Key': texts.sandbox },
  });
  expect(whoami.headers.get('x-api-key-valid-until')).toBe(until);

  await endKeyOverlap(scene.owner, target);
  expect(await problem(await call(texts.sandbox))).toMatchObject({ status: 401, code: 'key_replaced' });
});

test('a further regenerate ends an overlap: at most one old key lives', async () => {
  const { key, texts } = await aKey(scene.owner, scene.endpoint.id);
  const target = { keyId: key.id, environment: 'sandbox' as const };
  await regenerateKey(scene.owner, { ...target, keep: '7d' }, testSecrets);
  await regenerateKey(scene.owner, { ...target, keep: '7d' }, testSecrets);
  expect((await call(texts.sandbox)).status).toBe(401);
});

test('an event stream of a key is closed before switching it off returns; another key’s goes on', async () => {
  const [own, other] = [
    await aKey(scene.owner, scene.endpoint.id),
    await aKey(scene.owner, scene.endpoint.id),
  ];
  const cut = await openAnswer(own.texts.sandbox, '/custom/stream');
  const kept = await openAnswer(other.texts.sandbox, '/custom/stream');
  const closed = closing(cut);
  await switchKey(scene.owner, { keyId: own.key.id, environment: 'production', active: false });
  expect(cut.destroyed).toBe(false);
  await switchKey(scene.owner, { keyId: own.key.id, environment: 'sandbox', active: false });
  await closed;
  expect(cut.complete).toBe(false);
  expect(kept.destroyed).toBe(false);
  kept.destroy();
});

test('an event stream ends when its upstream is moved: it would be sent elsewhere now', async () => {
  const { texts } = await aKey(scene.owner, scene.endpoint.id);
  const stream = await openAnswer(texts.production, '/custom/stream');
  const closed = closing(stream);
  const form = {
    endpointId: scene.endpoint.id,
    environment: 'production' as const,
    url: `${scene.upstream.address}/moved`,
    expectedVersion: scene.endpoint.version,
  };
  await saveUpstream(scene.owner, form, { ...testSecrets, allowLoopback: true });
  await closed;
  expect(stream.complete).toBe(false);
});

test('a plain answer under way may finish although its key is switched off', async () => {
  const { key, texts } = await aKey(scene.owner, scene.endpoint.id);
  const answer = await openAnswer(texts.sandbox, '/custom/plain');
  await switchKey(scene.owner, { keyId: key.id, environment: 'sandbox', active: false });
  expect(answer.destroyed).toBe(false);
  answer.destroy();
});

test('without a lease an open stream ends, also one on which nothing comes', async () => {
  const stream = await openAnswer(scene.texts.sandbox, '/custom/stream');
  const closed = closing(stream);
  fresh = false;
  await closed;
  fresh = true;
  expect(stream.complete).toBe(false);
});

test('a gateway that has left answers only what needs no directory', async () => {
  const own = await startScene();
  await own.gateway.fence.stop();
  const at = async (path: string, init: RequestInit = {}) =>
    (await fetch(`${own.gateway.address}${path}`, init)).status;
  const headers = { 'X-Api-Key': own.texts.sandbox };
  expect(await at(`/${own.endpoint.slug}/orders`, { headers })).toBe(503);
  expect(await at('/_/whoami', { headers })).toBe(503);
  expect(await at('/_/ready')).toBe(503);
  expect(await at('/_/health')).toBe(200);
  expect(await at('/x', { method: 'OPTIONS' })).toBe(204);
  expect(await at('/x')).toBe(401);
  expect(await at('/x', { headers: { 'X-Api-Key': 'ck_sbx_nonsense' } })).toBe(401);
  expect(own.upstream.received).toEqual([]);
  await own.close();
});

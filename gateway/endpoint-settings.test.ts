import { removeUpstreamHeader, saveAllowedOrigins, saveUpstreamHeader } from '@ck/shared/endpoints';
import { aKey, anEndpoint, testSecrets } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startScene } from './testing/scene.ts';

suiteDatabase();

let scene: Awaited<ReturnType<typeof startScene>>;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(async () => {
  await scene.close();
});

/** An endpoint that no other test changes, with a way to call it. */
async function anOwnEndpoint() {
  const { upstream, owner, gateway } = scene;
  const endpoint = await anEndpoint(owner, {
    upstream: `${upstream.address}/sandbox`,
    productionUpstream: `${upstream.address}/production`,
  });
  const { texts } = await aKey(owner, endpoint.id);
  const call = async (key: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${gateway.address}/${endpoint.slug}/orders`, {
      headers: { 'X-Api-Key': key, ...headers },
    });
    await answer.arrayBuffer();
    return answer;
  };
  /** What the upstream was told by one call. */
  const told = async (key: string, headers?: Record<string, string>) => {
    await call(key, headers);
    return upstream.received.at(-1)?.headers;
  };
  return { endpointId: endpoint.id, version: endpoint.version, texts, call, told };
}

test('a header that is saved or removed is sent, or not, from the next call on: in its environment only, and instead of a partner’s own', async () => {
  const { owner } = scene;
  const { endpointId, version, texts, told } = await anOwnEndpoint();
  const place = { endpointId, environment: 'sandbox', name: 'X-Tenant' } as const;
  const set = { ...place, value: 'harbor-secret', expectedVersion: version };
  const saved = await saveUpstreamHeader(owner, set, testSecrets);
  const forged = { 'x-tenant': 'forged' };
  expect((await told(texts.sandbox, forged))?.['x-tenant']).toBe('harbor-secret');
  expect((await told(texts.production, forged))?.['x-tenant']).toBe('forged');
  await removeUpstreamHeader(owner, { ...place, expectedVersion: saved.version }, testSecrets);
  expect(await told(texts.sandbox)).not.toHaveProperty('x-tenant');
});

test('origins that are saved open answers and refusals to their pages and to no others, from the next call on', async () => {
  const { owner } = scene;
  const { endpointId, version, texts, call } = await anOwnEndpoint();
  const other = await anOwnEndpoint();
  const openTo = async (key: string, origin: string) =>
    (await call(key, { origin })).headers.get('access-control-allow-origin');
  const mine = 'https://shop.example';
  expect(await openTo(texts.sandbox, 'https://evil.example')).toBe('*');
  const listed = { endpointId, origins: [`${mine}/`], expectedVersion: version };
  const saved = await saveAllowedOrigins(owner, listed);
  for (const key of [texts.sandbox, texts.production, other.texts.sandbox]) {
    expect(await openTo(key, mine)).toBe(mine);
    const answer = await call(key, { origin: 'https://evil.example' });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.get('vary')).toBe('Origin');
  }
  await saveAllowedOrigins(owner, { endpointId, origins: [], expectedVersion: saved.version });
  expect(await openTo(texts.sandbox, 'https://evil.example')).toBe('*');
});

import { randomBytes } from 'node:crypto';
import type * as Database from '@ck/shared/database';
import { saveUpstream } from '@ck/shared/endpoints';
import type * as Keys from '@ck/shared/keys';
import { deleteKey, type KeyAuthority, saveKeyDetails, switchKey } from '@ck/shared/keys';
import { createLog } from '@ck/shared/process';
import { aKey, anEndpoint, anOwner, testSecrets } from '@ck/shared/testing/builders';
import { useDatabase } from '@ck/shared/testing/database';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KeyDirectory } from './key-directory.ts';
import { applied } from './testing/scene.ts';

/** The real watch and the real reads; a test can cut the one and hold a reply of the other. */
const faults = vi.hoisted(() => ({
  cut: undefined as (() => Promise<void>) | undefined,
  staleReply: undefined as unknown,
}));
vi.mock('@ck/shared/database', async original => {
  const real = await original<typeof Database>();
  const watchAuthority: typeof real.watchAuthority = (onChange, onError) => {
    const watch = real.watchAuthority(onChange, onError);
    faults.cut = async () => {
      await watch.close();
      onError(new Error('cut by the test'));
    };
    return watch;
  };
  return { ...real, watchAuthority };
});
vi.mock('@ck/shared/keys', async original => {
  const real = await original<typeof Keys>();
  const loadKeyAuthorities: typeof real.loadKeyAuthorities = async ids => {
    const stale = faults.staleReply as KeyAuthority[] | undefined;
    faults.staleReply = undefined;
    return stale ?? (await real.loadKeyAuthorities(ids));
  };
  return { ...real, loadKeyAuthorities };
});

useDatabase();

const log = createLog('test', 'silent');
let directory: KeyDirectory;

beforeEach(async () => {
  directory = new KeyDirectory({ ...testSecrets, log });
  await directory.open();
});
afterEach(async () => {
  await directory.close();
});

const shows = (reached: () => boolean) => applied({ directory }, reached);

async function aScene() {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  const { key, texts } = await aKey(owner, endpoint.id);
  await shows(() => directory.find(texts.production) !== undefined);
  return { owner, endpoint, key, texts };
}

test('every key text finds its own environment, and a deleted key finds nothing', async () => {
  const { owner, key, texts } = await aScene();
  expect(directory.find(texts.sandbox)).toMatchObject({ environment: 'sandbox', generation: 1 });
  expect(directory.find(texts.production)).toMatchObject({ environment: 'production' });
  await deleteKey(owner, { keyId: key.id });
  await shows(() => directory.find(texts.sandbox) === undefined);
  expect(directory.find(texts.production)).toBeUndefined();
});

test('what changed while the watch was cut is found by loading everything again', async () => {
  const kept = await aScene();
  const removed = await aKey(kept.owner, kept.endpoint.id);
  await shows(() => directory.find(removed.texts.sandbox) !== undefined);
  await faults.cut?.();
  const target = { keyId: kept.key.id, environment: 'sandbox' as const };
  await switchKey(kept.owner, { ...target, active: false });
  await deleteKey(kept.owner, { keyId: removed.key.id });
  const added = await aKey(kept.owner, kept.endpoint.id);
  const elsewhere = await anEndpoint(kept.owner);
  await shows(() => directory.find(added.texts.sandbox) !== undefined);
  await shows(() => directory.routeBySlug(elsewhere.slug) !== undefined);
  expect(directory.find(kept.texts.sandbox)?.authority.sandbox.active).toBe(false);
  expect(directory.find(removed.texts.sandbox)).toBeUndefined();

  await switchKey(kept.owner, { ...target, active: true });
  await shows(() => directory.find(kept.texts.sandbox)?.authority.sandbox.active === true);
});

test('an older reply that arrives late does not undo a newer state', async () => {
  const { owner, key, texts } = await aScene();
  const old = directory.find(texts.sandbox)?.authority;
  const off = await switchKey(owner, { keyId: key.id, environment: 'sandbox', active: false });
  await shows(() => directory.find(texts.sandbox)?.authority.version === off.version);
  faults.staleReply = [old];
  const form = { keyId: key.id, name: 'Renamed', description: '', expectedVersion: off.version };
  await saveKeyDetails(owner, form);
  await shows(() => faults.staleReply === undefined);
  expect(directory.find(texts.sandbox)?.authority).toMatchObject({
    version: off.version,
    sandbox: { active: false },
  });
});

test('a tombstone is final, even against an older reply', async () => {
  const { owner, key, texts } = await aScene();
  const old = directory.find(texts.sandbox)?.authority;
  await deleteKey(owner, { keyId: key.id });
  await shows(() => directory.find(texts.sandbox) === undefined);
  faults.staleReply = [old];
  await aKey(owner, key.endpointId);
  await shows(() => faults.staleReply === undefined);
  expect(directory.find(texts.sandbox)).toBeUndefined();
});

test('during a rotation keys stored under the older pepper are found too', async () => {
  const { texts } = await aScene();
  const versions = new Map([[2, randomBytes(32)], ...testSecrets.pepper.versions]);
  const rotated = new KeyDirectory({ ...testSecrets, pepper: { current: 2, versions }, log });
  await rotated.open();
  expect(rotated.find(texts.sandbox)).toBeDefined();
  await rotated.close();
  const without = new KeyDirectory({
    ...testSecrets,
    pepper: { current: 2, versions: new Map([[2, randomBytes(32)]]) },
    log,
  });
  await without.open();
  expect(without.find(texts.sandbox)).toBeUndefined();
  await without.close();
});

test('a route that can no longer be read is not served in its older form', async () => {
  const { owner, endpoint } = await aScene();
  await shows(() => directory.routeBySlug(endpoint.slug)?.sandbox !== undefined);
  const form = {
    endpointId: endpoint.id,
    environment: 'sandbox' as const,
    url: 'http://127.0.0.1:9/moved',
    headers: { 'X-Tenant': 'harbor' },
    expectedVersion: endpoint.version,
  };
  const upstreamMaster = { current: 7, versions: new Map([[7, randomBytes(32)]]) };
  await saveUpstream(owner, form, { upstreamMaster, allowLoopback: true });
  await shows(() => directory.routeBySlug(endpoint.slug)?.sandbox === undefined);
  expect(directory.routeBySlug(endpoint.slug)).toMatchObject({ id: endpoint.id });
});

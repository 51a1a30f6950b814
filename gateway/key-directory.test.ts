import { randomBytes } from 'node:crypto';
import { database } from '@ck/shared/database';
import { saveUpstream } from '@ck/shared/endpoints';
import { defaultTiming, type MemberLink, openLink } from '@ck/shared/fence';
import { deleteKey, saveKeyDetails, switchKey } from '@ck/shared/keys';
import { createLog, type VersionedSecret } from '@ck/shared/process';
import { aKey, anEndpoint, anOwner, testSecrets } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { KeyDirectory } from './key-directory.ts';

const { uri } = suiteDatabase();
const log = createLog('test', 'silent');
let link: MemberLink;
let directory: KeyDirectory;

beforeAll(async () => {
  link = await openLink(uri, defaultTiming);
});
afterAll(async () => {
  await link.close();
});
beforeEach(() => {
  directory = new KeyDirectory({ ...testSecrets, log });
});

const refreshKey = (id: string) => directory.refresh(link, [{ kind: 'key', id }]);
const refreshEndpoint = (id: string) => directory.refresh(link, [{ kind: 'endpoint', id }]);

async function aScene() {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  const { key, texts } = await aKey(owner, endpoint.id);
  await directory.load(link);
  return { owner, endpoint, key, texts };
}

test('every key text finds its own environment, and a deleted key finds nothing', async () => {
  const { owner, key, texts } = await aScene();
  expect(directory.find(texts.sandbox)).toMatchObject({ environment: 'sandbox', generation: 1 });
  expect(directory.find(texts.production)).toMatchObject({ environment: 'production' });
  await deleteKey(owner, { keyId: key.id });
  await refreshKey(key.id);
  expect(directory.find(texts.sandbox)).toBeUndefined();
  expect(directory.find(texts.production)).toBeUndefined();
});

test('loading again shows what changed, what was added and what is gone', async () => {
  const kept = await aScene();
  const removed = await aKey(kept.owner, kept.endpoint.id);
  await refreshKey(removed.key.id);
  await switchKey(kept.owner, { keyId: kept.key.id, environment: 'sandbox', active: false });
  await deleteKey(kept.owner, { keyId: removed.key.id });
  const added = await aKey(kept.owner, kept.endpoint.id);
  const elsewhere = await anEndpoint(kept.owner);
  await directory.load(link);
  expect(directory.find(added.texts.sandbox)).toBeDefined();
  expect(directory.routeBySlug(elsewhere.slug)).toBeDefined();
  expect(directory.find(kept.texts.sandbox)?.authority.sandbox.active).toBe(false);
  expect(directory.find(removed.texts.sandbox)).toBeUndefined();
});

test('a document that was put back to an older version does not undo a newer state', async () => {
  const { owner, key, texts } = await aScene();
  const keys = database().collection<{ _id: string }>('collaborationKeys');
  const old = await keys.findOne({ _id: key.id });
  const off = await switchKey(owner, { keyId: key.id, environment: 'sandbox', active: false });
  await refreshKey(key.id);
  if (old === null) throw new Error('no document');
  await keys.replaceOne({ _id: key.id }, old);
  await refreshKey(key.id);
  expect(directory.find(texts.sandbox)?.authority).toMatchObject({
    version: off.version,
    sandbox: { active: false },
  });
});

test('a name that is saved changes nothing of what a gateway knows', async () => {
  const { owner, key, texts } = await aScene();
  const before = directory.find(texts.sandbox);
  await saveKeyDetails(owner, { keyId: key.id, name: 'Renamed', description: '', expectedVersion: 1 });
  expect(directory.find(texts.sandbox)).toBe(before);
});

test('during a rotation keys stored under the older pepper are found too', async () => {
  const { texts } = await aScene();
  const with2 = (versions: [number, Buffer][]): VersionedSecret => ({
    current: 2,
    versions: new Map(versions),
  });
  const rotated = with2([[2, randomBytes(32)], ...testSecrets.pepper.versions]);
  const found = async (pepper: VersionedSecret) => {
    const own = new KeyDirectory({ ...testSecrets, pepper, log });
    await own.load(link);
    return own.find(texts.sandbox) !== undefined;
  };
  expect(await found(rotated)).toBe(true);
  expect(await found(with2([[2, randomBytes(32)]]))).toBe(false);
});

test('a route that can no longer be read refuses; it is not served in its older form', async () => {
  const { owner, endpoint } = await aScene();
  expect(directory.routeBySlug(endpoint.slug)?.sandbox).toBeDefined();
  const form = {
    endpointId: endpoint.id,
    environment: 'sandbox' as const,
    url: 'http://127.0.0.1:9/moved',
    headers: { 'X-Tenant': 'harbor' },
    expectedVersion: endpoint.version,
  };
  const upstreamMaster = { current: 7, versions: new Map([[7, randomBytes(32)]]) };
  await saveUpstream(owner, form, { upstreamMaster, allowLoopback: true });
  await refreshEndpoint(endpoint.id);
  expect(directory.routeBySlug(endpoint.slug)).toMatchObject({ id: endpoint.id, refusing: true });
  expect(directory.unreadable).toBe(1);
});

test('a key whose version cannot be read refuses, whatever version was known, until it can', async () => {
  const { key, texts } = await aScene();
  const keys = database().collection<{ _id: string }>('collaborationKeys');
  await keys.updateOne({ _id: key.id }, { $set: { version: 'two', 'sandbox.active': false } });
  await refreshKey(key.id);
  expect(directory.find(texts.sandbox)?.authority.refusing).toBe(true);
  await keys.updateOne({ _id: key.id }, { $set: { version: 3 } });
  await refreshKey(key.id);
  expect(directory.find(texts.sandbox)?.authority).toMatchObject({ version: 3, sandbox: { active: false } });
});

test.each<[string, unknown]>([
  ['sandbox.permissions', 'all'],
  ['sandbox.current', null],
  ['sandbox.current.digest', 7],
  ['production.previous', 'none'],
  ['production', 'off'],
])('a key that can no longer be read refuses under the digests it had: %s is %j', async (field, value) => {
  const { key, texts } = await aScene();
  const keys = database().collection<{ _id: string }>('collaborationKeys');
  const whole = await keys.findOne({ _id: key.id });
  if (whole === null) throw new Error('no document');
  await keys.updateOne({ _id: key.id }, { $set: { [field]: value, version: 2 } });
  await refreshKey(key.id);
  expect(directory.find(texts.sandbox)).toMatchObject({ generation: 1, authority: { refusing: true } });
  expect(directory.find(texts.production)?.authority.refusing).toBe(true);
  await keys.replaceOne({ _id: key.id }, { ...whole, version: 3 } as { _id: string });
  await refreshKey(key.id);
  expect(directory.find(texts.sandbox)?.authority.refusing).toBeUndefined();
});

test('whoever is told of changes is told once they are in memory', async () => {
  const { owner, key, texts } = await aScene();
  const seen: unknown[] = [];
  const told: KeyDirectory = new KeyDirectory({ ...testSecrets, log }, refs => {
    seen.push(refs, told.find(texts.sandbox)?.authority.sandbox.active);
  });
  await told.load(link);
  await switchKey(owner, { keyId: key.id, environment: 'sandbox', active: false });
  const refs = [{ kind: 'key' as const, id: key.id }];
  await told.refresh(link, refs);
  expect(seen).toEqual([refs, false]);
});

test('its state is another one after each change of a key or an endpoint, and the same while nothing changes', async () => {
  const { owner, endpoint, key, texts } = await aScene();
  const states = [directory.state];
  directory.find(texts.sandbox);
  directory.routeBySlug(endpoint.slug);
  await directory.refresh(link, []);
  expect(directory.state).toBe(states[0]);
  await switchKey(owner, { keyId: key.id, environment: 'sandbox', active: false });
  await refreshKey(key.id);
  states.push(directory.state);
  await refreshEndpoint(endpoint.id);
  states.push(directory.state);
  await database().collection<{ _id: string }>('collaborationKeys').deleteOne({ _id: key.id });
  await refreshKey(key.id);
  states.push(directory.state);
  await directory.load(link);
  states.push(directory.state);
  expect(new Set(states).size).toBe(5);
});

test('a text that was found a moment ago stands for what it stands for now', async () => {
  const { owner, key, texts } = await aScene();
  expect(directory.hasFound(texts.sandbox)).toBe(false);
  expect(directory.find(texts.sandbox)?.authority.sandbox.active).toBe(true);
  expect(directory.hasFound(texts.sandbox)).toBe(true);
  await switchKey(owner, { keyId: key.id, environment: 'sandbox', active: false });
  await refreshKey(key.id);
  expect(directory.find(texts.sandbox)?.authority.sandbox.active).toBe(false);
  await deleteKey(owner, { keyId: key.id });
  await refreshKey(key.id);
  expect(directory.find(texts.sandbox)).toBeUndefined();
});

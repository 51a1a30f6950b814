import mongoose from 'mongoose';
import { expect, test } from 'vitest';
import { insertCalls, listCalls } from '../calls/index.ts';
import { listActivity } from '../endpoints/index.ts';
import { defaultTiming, openLink } from '../fence/index.ts';
import { aCollaborator, aKey, anEndpoint, anOwner, testSecrets } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import {
  createKey,
  deleteKey,
  digestKeyText,
  getDeletedKey,
  getKey,
  type KeyAuthority,
  listDeletedKeys,
  listKeys,
  listSharedKeys,
  loadKeyAuthorities,
  regenerateKey,
  revealKey,
  saveKeyDetails,
  savePermissions,
  switchKey,
} from './index.ts';

const { uri } = suiteDatabase();

async function aScene() {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  return { owner, endpoint, ...(await aKey(owner, endpoint.id)) };
}

const refusal = (code: string, field?: string) =>
  expect.objectContaining(field === undefined ? { code } : { code, field });

async function authorityOf(keyId: string): Promise<KeyAuthority> {
  const link = await openLink(uri, defaultTiming);
  const { value } = await loadKeyAuthorities(link, [keyId]).next();
  await link.close();
  const [authority] = value ?? [];
  if (authority === undefined) throw new Error('no authority');
  return authority;
}

test('a new key is active with all four permissions in both environments, found by its digest', async () => {
  const { key, texts } = await aScene();
  const authority = await authorityOf(key.id);
  for (const environment of ['sandbox', 'production'] as const) {
    expect(key[environment]).toMatchObject({ active: true, generation: 1 });
    expect([...authority[environment].permissions]).toEqual(['create', 'read', 'update', 'delete']);
    expect(digestKeyText(testSecrets.pepper, texts[environment])).toEqual([authority.digests[environment]]);
  }
  expect(texts.sandbox).toMatch(/^ck_sbx_/);
  expect(texts.production).toMatch(/^ck_prod_/);
});

test('the text of a key stands nowhere in the database', async () => {
  const { texts } = await aScene();
  const collections = await mongoose.connection.db?.collections();
  for (const collection of collections ?? []) {
    const everything = JSON.stringify(await collection.find().toArray());
    for (const text of Object.values(texts)) expect(everything).not.toContain(text.slice(8));
  }
});

test('a name is unique on its endpoint whatever its case, and free again after the key is deleted', async () => {
  const { owner, endpoint, key } = await aScene();
  const again = { endpointId: endpoint.id, name: `  ${key.name.toUpperCase()} ` };
  await expect(createKey(owner, again, testSecrets)).rejects.toThrow(refusal('name_taken', 'name'));
  const other = await aKey(owner, endpoint.id);
  const rename = { keyId: other.key.id, name: key.name, description: '', expectedVersion: other.key.version };
  await expect(saveKeyDetails(owner, rename)).rejects.toThrow(refusal('name_taken', 'name'));
  await deleteKey(owner, { keyId: key.id });
  await expect(createKey(owner, again, testSecrets)).resolves.toMatchObject({ name: key.name.toUpperCase() });
});

test.each(['', 'x'.repeat(81), 'Acme\u0000', 'Ac\u202eme'])(
  'the name %j is refused and nothing is written',
  async name => {
    const { owner, endpoint } = await aScene();
    const before = await listKeys(owner, endpoint.id);
    const form = { endpointId: endpoint.id, name };
    await expect(createKey(owner, form, testSecrets)).rejects.toThrow(refusal('invalid', 'name'));
    expect(await listKeys(owner, endpoint.id)).toEqual(before);
  },
);

test('a switch reaches its target, says it twice the same, and each time is told in the activity', async () => {
  const { owner, endpoint, key } = await aScene();
  const off = { keyId: key.id, environment: 'production' as const, active: false };
  const first = await switchKey(owner, off);
  expect(first).toMatchObject({ version: 2, production: { active: false }, sandbox: { active: true } });
  expect(await switchKey(owner, off)).toMatchObject({ version: 2, production: { active: false } });
  const activity = await listActivity(owner, { endpointId: endpoint.id, keyId: key.id, limit: 2 });
  expect(activity).toMatchObject([
    {
      action: 'key.switched',
      environment: 'production',
      before: { active: false },
      after: { active: false },
    },
    { action: 'key.switched', environment: 'production', before: { active: true }, after: { active: false } },
  ]);
});

test('regenerating kills the old key, remembers its digest, and never re-activates', async () => {
  const { owner, key, texts } = await aScene();
  await switchKey(owner, { keyId: key.id, environment: 'sandbox', active: false });
  const changed = await regenerateKey(owner, { keyId: key.id, environment: 'sandbox' }, testSecrets);
  expect(changed.sandbox).toMatchObject({ active: false, generation: 2 });
  const fresh = await revealKey(
    owner,
    { keyId: key.id, environment: 'sandbox', purpose: 'copy' },
    testSecrets,
  );
  expect(fresh.keyText).not.toBe(texts.sandbox);
  const { sandbox, production } = await authorityOf(key.id);
  expect(sandbox.previous).toMatchObject([{ digest: digestKeyText(testSecrets.pepper, texts.sandbox)[0] }]);
  expect(production.previous).toEqual([]);
});

test('at most twenty replaced keys are remembered', async () => {
  const { owner, key } = await aScene();
  for (let i = 0; i < 23; i++)
    await regenerateKey(owner, { keyId: key.id, environment: 'sandbox' }, testSecrets);
  expect((await authorityOf(key.id)).sandbox.previous.map(({ generation }) => generation)).toEqual(
    Array.from({ length: 20 }, (_, i) => 23 - i),
  );
});

test('changes at once lose nothing: every switch, permission and name of twenty is there', async () => {
  const { owner, key } = await aScene();
  const changes = Array.from({ length: 5 }, () => [
    switchKey(owner, { keyId: key.id, environment: 'production', active: false }),
    regenerateKey(owner, { keyId: key.id, environment: 'sandbox' }, testSecrets),
    regenerateKey(owner, { keyId: key.id, environment: 'production' }, testSecrets),
    switchKey(owner, { keyId: key.id, environment: 'sandbox', active: false }),
  ]);
  await Promise.all(changes.flat());
  expect(await getKey(owner, key.id)).toMatchObject({
    sandbox: { active: false, generation: 6 },
    production: { active: false, generation: 6 },
  });
});

test('of two forms filled from one version the second is told who changed what', async () => {
  const { owner, key } = await aScene();
  const form = { keyId: key.id, environment: 'sandbox' as const, expectedVersion: key.version };
  const results = await Promise.allSettled([
    savePermissions(owner, { ...form, permissions: ['read'] }),
    savePermissions(owner, { ...form, permissions: ['create'] }),
  ]);
  const refused = results.filter(result => result.status === 'rejected').map(result => result.reason);
  expect(refused).toEqual([refusal('conflict')]);
  expect(refused[0].details.changes).toMatchObject([
    { action: 'key.permissions_saved', environment: 'sandbox' },
  ]);
});

test('permissions are saved for one environment only', async () => {
  const { owner, key } = await aScene();
  const form = { keyId: key.id, environment: 'production' as const, expectedVersion: key.version };
  const saved = await savePermissions(owner, { ...form, permissions: ['delete', 'read'] });
  expect(saved.production.permissions).toEqual(['read', 'delete']);
  expect(saved.sandbox.permissions).toHaveLength(4);
});

test('deleting wins over everything, and past calls stay readable by the owner', async () => {
  const { owner, endpoint, key } = await aScene();
  const collaborator = await aCollaborator(key);
  await insertCalls([aCall(key.id, endpoint.id)]);
  await deleteKey(owner, { keyId: key.id });
  const target = { keyId: key.id, environment: 'sandbox' as const };
  await expect(switchKey(owner, { ...target, active: true })).rejects.toThrow(refusal('not_found'));
  await expect(regenerateKey(owner, target, testSecrets)).rejects.toThrow(refusal('not_found'));
  expect(await authorityOf(key.id)).toMatchObject({
    deleted: true,
    sandbox: { active: false, previous: [] },
  });
  expect(await listDeletedKeys(owner, endpoint.id)).toMatchObject([{ id: key.id, name: key.name }]);
  expect(await getDeletedKey(owner, { endpointId: endpoint.id, keyId: key.id })).toMatchObject({
    name: key.name,
    deletedBy: expect.stringMatching(/^Kim/),
  });
  expect(await listCalls(owner, { keyId: key.id, limit: 10 })).toHaveLength(1);
  await expect(listCalls(collaborator, { keyId: key.id, limit: 10 })).rejects.toThrow(refusal('not_found'));
  expect(await listSharedKeys(collaborator)).toEqual([]);
});

test('a tombstone is its owner’s alone, and a living key is none', async () => {
  const { owner, endpoint, key } = await aScene();
  const ofKey = { endpointId: endpoint.id, keyId: key.id };
  const collaborator = await aCollaborator(key);
  await expect(getDeletedKey(owner, ofKey)).rejects.toThrow(refusal('not_found'));
  await deleteKey(owner, { keyId: key.id });
  const other = await anEndpoint(owner);
  await expect(getDeletedKey(owner, { ...ofKey, endpointId: other.id })).rejects.toThrow(
    refusal('not_found'),
  );
  for (const actor of [collaborator, await anOwner()]) {
    await expect(getDeletedKey(actor, ofKey)).rejects.toThrow(refusal('not_found'));
    await expect(listDeletedKeys(actor, endpoint.id)).rejects.toThrow(refusal('not_found'));
  }
});

test('a collaborator sees and copies its key and changes nothing', async () => {
  const { owner, endpoint, key, texts } = await aScene();
  const mina = await aCollaborator(key);
  const target = { keyId: key.id, environment: 'sandbox' as const };
  expect(await listSharedKeys(mina)).toMatchObject([
    { key: { id: key.id }, endpoint: { slug: endpoint.slug } },
  ]);
  const shown = await revealKey(mina, { ...target, purpose: 'show' }, testSecrets);
  expect(shown.keyText).toBe(texts.sandbox);
  for (const act of [
    () => switchKey(mina, { ...target, active: false }),
    () => regenerateKey(mina, target, testSecrets),
    () => savePermissions(mina, { ...target, permissions: [], expectedVersion: key.version }),
    () => deleteKey(mina, { keyId: key.id }),
    () => listKeys(mina, endpoint.id),
  ]) {
    await expect(act()).rejects.toThrow(refusal('not_found'));
  }
  expect(await getKey(owner, key.id)).toMatchObject({ version: key.version });
});

test('what is somebody else’s answers exactly like what does not exist', async () => {
  const { endpoint, key } = await aScene();
  const stranger = await anOwner();
  const messages = async (keyId: string, endpointId: string) =>
    await Promise.all(
      [
        getKey(stranger, keyId),
        switchKey(stranger, { keyId, environment: 'sandbox', active: false }),
        revealKey(stranger, { keyId, environment: 'sandbox', purpose: 'show' }, testSecrets),
        listCalls(stranger, { keyId, limit: 1 }),
        listKeys(stranger, endpointId),
      ].map(act => act.then(String, error => `${error.code} ${error.message}`)),
    );
  expect(await messages(key.id, endpoint.id)).toEqual(await messages('no-such-key', 'no-such-endpoint'));
});

test('a record given twice is stored once', async () => {
  const { owner, endpoint, key } = await aScene();
  const calls = Array.from({ length: 3 }, () => aCall(key.id, endpoint.id));
  await insertCalls(calls.slice(0, 2));
  await insertCalls(calls);
  expect(await listCalls(owner, { keyId: key.id, limit: 10 })).toHaveLength(3);
});

let made = 0;
function aCall(keyId: string, endpointId: string) {
  return {
    id: `01CALL${String(++made).padStart(20, '0')}`,
    at: new Date(),
    endpointId,
    keyId,
    environment: 'sandbox' as const,
    keyGeneration: 1,
    source: 'app' as const,
    method: 'GET',
    path: '/orders',
    query: '',
    outcome: 'ok',
    status: 200,
    held: ['read' as const],
    bytesIn: 0,
    bytesOut: 2,
    gatewayMs: 1,
    address: '127.0.0.1',
    userAgent: 'test',
    gatewayIncarnation: 'g1',
  };
}

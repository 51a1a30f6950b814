import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { grantAccess, Invitation } from '../access/index.ts';
import { type Actor, ensureAccount } from '../accounts/index.ts';
import { aKey, anEndpoint, anOwner, testSecrets } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import { CollaborationKey } from './collaboration-key.ts';
import { createKey, deleteKey, findKeys, type KeyFilter, type KeyOrder, switchKey } from './index.ts';

suiteDatabase();

let owner: Actor;
let endpointId: string;

beforeAll(async () => {
  owner = await anOwner();
  endpointId = (await anEndpoint(owner)).id;
  const add = async (name: string, description = '') =>
    await createKey(owner, { endpointId, name, description }, testSecrets);
  const acme = await add('Acme Corp', 'Storefront checkout (v2) 100%');
  await add('zeta GmbH', 'Größen & Maße');
  const baltic = await add('Baltic Freight');
  await add('Übersee');
  const gone = await add('Gone Ltd');
  await deleteKey(owner, { keyId: gone.id });
  await switchKey(owner, { keyId: baltic.id, environment: 'production', active: false });
  await grantAccess({ endpointId, keyId: acme.id }, await ensureAccount('mina@acme.example'));
  await aKey(owner, (await anEndpoint(owner)).id, { name: 'Acme elsewhere' });
  await Invitation.create({
    ...{ _id: 'waiting', endpointId, keyId: baltic.id, address: 'ole@baltic.example', live: true },
    ...{ status: 'pending', invitedBy: { accountId: 'kim', email: 'kim@harbor.example' }, sending: 1 },
    ...{ createdAt: new Date(), sentAt: new Date(), expiresAt: new Date(Date.now() + 60_000) },
    secretVersion: 1,
  });
});

const named = async (filter: KeyFilter, order: KeyOrder = 'name') => {
  const { keys } = await findKeys(owner, { endpointId, filter, order, page: 1, size: 50 });
  return keys.map(({ name }) => name);
};

test('keys come in the wanted order, deleted ones and those of other endpoints never', async () => {
  const byAge = ['Acme Corp', 'zeta GmbH', 'Baltic Freight', 'Übersee'];
  expect(await named({}, 'created')).toEqual(byAge);
  expect(await named({}, '-created')).toEqual(byAge.toReversed());
  const byName = ['Acme Corp', 'Baltic Freight', 'zeta GmbH', 'Übersee'];
  expect(await named({}, 'name')).toEqual(byName);
  expect(await named({}, '-name')).toEqual(byName.toReversed());
});

test.each([
  [{ text: 'ACME' }, ['Acme Corp']],
  [{ text: '  checkout (V2) 100% ' }, ['Acme Corp']],
  [{ text: 'größen' }, ['zeta GmbH']],
  [{ text: 'über' }, ['Übersee']],
  [{ text: '.*' }, []],
  [{ text: '\0\ufeff' }, ['Acme Corp', 'Baltic Freight', 'zeta GmbH', 'Übersee']],
  [{ production: 'inactive' }, ['Baltic Freight']],
  [{ production: 'active', text: 'a' }, ['Acme Corp', 'zeta GmbH']],
  [{ sandbox: 'inactive' }, []],
  [{ invitations: 'pending' }, ['Baltic Freight']],
  [{ invitations: 'none' }, ['zeta GmbH', 'Übersee']],
] as const satisfies [KeyFilter, string[]][])('%o finds %o', async (filter, found) => {
  expect(await named(filter)).toEqual(found);
});

test('pages cover every key once, and one beyond the last is the last', async () => {
  const read = async (page: number) =>
    await findKeys(owner, { endpointId, filter: {}, order: 'name', page, size: 3 });
  const [first, second] = [await read(1), await read(2)];
  expect([...first.keys, ...second.keys].map(({ name }) => name)).toEqual(await named({}));
  expect(first).toMatchObject({ page: 1, pages: 2, matching: 4, all: 4 });
  for (const page of [9, 1e12, Number.MAX_VALUE]) expect(await read(page)).toEqual(second);
  for (const page of [0, -3, Number.NaN]) expect(await read(page)).toEqual(first);
});

test('no text breaks the search, and a key is found by any part of its name', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'\\^$.*+?()[]{}|-\0\u2028') }),
  );
  await fc.assert(
    fc.asyncProperty(text, async text => {
      await named({ text });
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(8), fc.nat(8), async (from, length) => {
      expect(await named({ text: 'Acme Corp'.slice(from, from + length + 1) })).toContain('Acme Corp');
    }),
  );
});

test('whoever does not own the endpoint finds nothing', async () => {
  const query = { endpointId, filter: {}, order: 'name', page: 1, size: 50 } as const;
  await expect(findKeys(await anOwner(), query)).rejects.toMatchObject({ code: 'not_found' });
});

test('pages and counts of a long list are read from an index, whatever its order', async () => {
  const living = { endpointId, 'sandbox.current.digest': { $gte: '' } };
  for (const sort of [
    { createdAt: -1, _id: -1 },
    { createdAt: 1, _id: 1 },
    { nameFolded: 1, _id: 1 },
  ] as const) {
    const plan = await CollaborationKey.find(living, { _id: 1 })
      .sort(sort)
      .skip(1)
      .limit(2)
      .explain('executionStats');
    const stats = Reflect.get(plan, 'executionStats');
    expect([stats.totalDocsExamined, stats.nReturned]).toEqual([0, 2]);
  }
});

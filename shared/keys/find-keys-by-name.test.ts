import { expect, test } from 'vitest';
import { aKey, anEndpoint, anOwner, testSecrets } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import { findKeyByText, findKeysByName } from './index.ts';

suiteDatabase();

test('keys of all own endpoints are found by how their names begin, in pages, nobody else’s', async () => {
  const [owner, other] = [await anOwner(), await anOwner()];
  const [orders, parcels, foreign] = [
    await anEndpoint(owner),
    await anEndpoint(owner),
    await anEndpoint(other),
  ];
  await aKey(owner, orders.id, { name: 'Acme Corp' });
  await aKey(owner, parcels.id, { name: 'ACME Logistics' });
  await aKey(owner, parcels.id, { name: 'Birch' });
  await aKey(other, foreign.id, { name: 'Acme Foreign' });
  const found = await findKeysByName(owner, { start: 'acme' });
  expect(found.keys.map(({ key, endpoint }) => `${key.name} on ${endpoint.slug}`)).toEqual([
    `Acme Corp on ${orders.slug}`,
    `ACME Logistics on ${parcels.slug}`,
  ]);
  expect(JSON.stringify(found)).not.toContain('sealed');
  const second = await findKeysByName(owner, { start: '', page: 2, size: 2 });
  expect(second).toMatchObject({ matching: 3, page: 2, pages: 2, keys: [{ key: { name: 'Birch' } }] });
  expect(await findKeysByName(owner, { start: '', page: 99, size: 2 })).toMatchObject({ page: 2 });
});

test('a text that was spilled is told to the owner of its key and to nobody else', async () => {
  const owner = await anOwner();
  const { key, texts } = await aKey(owner, (await anEndpoint(owner)).id);
  const found = await findKeyByText(owner, texts.production, testSecrets.pepper);
  expect(found).toMatchObject({ key: { id: key.id }, environment: 'production' });
  expect(await findKeyByText(await anOwner(), texts.production, testSecrets.pepper)).toBeUndefined();
  expect(await findKeyByText(owner, 'ck_prod_nothing', testSecrets.pepper)).toBeUndefined();
});

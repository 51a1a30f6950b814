import { deleteKey } from '@ck/shared/keys';
import { aCollaborator, aKey, anEndpoint, anOwner } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { expect, test } from 'vitest';
import { callAs } from '#app/testing/route-caller.ts';
import { loader } from './_app.apis.$slug.keys_.deleted.$keyId.tsx';

suiteDatabase();

const notFound = { init: { status: 404 } };

async function aDeletedKey() {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  const { key } = await aKey(owner, endpoint.id);
  const collaborator = await aCollaborator(key);
  const params = { slug: endpoint.slug, keyId: key.id };
  await deleteKey(owner, { keyId: key.id });
  return { owner, collaborator, params, key };
}

test('a deleted key stays readable for its owner, and for nobody else', async () => {
  const { owner, collaborator, params, key } = await aDeletedKey();
  const page = await loader(await callAs(owner, '/?environment=production', { params }));
  expect(page).toMatchObject({ key: { name: key.name }, environment: 'production', calls: [] });
  for (const actor of [collaborator, await anOwner()]) {
    await expect(loader(await callAs(actor, '/', { params }))).rejects.toMatchObject(notFound);
  }
});

test('it is not among the pages of another endpoint, and a living key is not among the deleted ones', async () => {
  const { owner, params } = await aDeletedKey();
  const other = await anEndpoint(owner);
  const crossed = await callAs(owner, '/', { params: { ...params, slug: other.slug } });
  await expect(loader(crossed)).rejects.toMatchObject(notFound);
  const living = (await aKey(owner, other.id)).key;
  const alive = await callAs(owner, '/', { params: { slug: other.slug, keyId: living.id } });
  await expect(loader(alive)).rejects.toMatchObject(notFound);
});

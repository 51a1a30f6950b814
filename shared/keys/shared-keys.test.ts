import { expect, test } from 'vitest';
import { listActivity } from '../endpoints/index.ts';
import { aCollaborator, aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import { getSharedKey, viewAsCollaborator } from './index.ts';

suiteDatabase();

test('an owner sees of a key what its people see, and that is written down', async () => {
  const owner = await anOwner('kim@harbor.example');
  const { id: endpointId } = await anEndpoint(owner);
  const { key } = await aKey(owner, endpointId);
  const mina = await aCollaborator(key);
  expect(await viewAsCollaborator(owner, key.id, 'guide')).toEqual(await getSharedKey(mina, key.id));
  const [event] = await listActivity(owner, { endpointId, limit: 1 });
  expect(event).toMatchObject({
    ...{ action: 'key.viewed_as_collaborator', who: 'kim@harbor.example', after: { page: 'guide' } },
  });
});

test('going on looking at the same page is one look; another page, person or quarter of an hour is another', async () => {
  const owner = await anOwner();
  const { id: endpointId } = await anEndpoint(owner);
  const { key } = await aKey(owner, endpointId);
  const looks = async () =>
    (await listActivity(owner, { endpointId, limit: 100 }))
      .filter(({ action }) => action === 'key.viewed_as_collaborator')
      .map(({ after }) => after?.page);
  await viewAsCollaborator(owner, key.id, 'logs');
  await viewAsCollaborator(owner, key.id, 'logs');
  expect(await looks()).toEqual(['logs']);
  await viewAsCollaborator(owner, key.id, 'statistics');
  expect(await looks()).toEqual(['statistics', 'logs']);
  await viewAsCollaborator(owner, key.id, 'logs', new Date(Date.now() + 15 * 60 * 1000));
  expect(await looks()).toEqual(['logs', 'statistics', 'logs']);
});

test('it is for owners only; what is shared is for those it is shared with', async () => {
  const owner = await anOwner();
  const { key } = await aKey(owner, (await anEndpoint(owner)).id);
  const mina = await aCollaborator(key);
  const missing = expect.objectContaining({ code: 'not_found' });
  for (const actor of [mina, await anOwner()])
    await expect(viewAsCollaborator(actor, key.id, 'logs')).rejects.toThrow(missing);
  for (const actor of [owner, await anOwner()])
    await expect(getSharedKey(actor, key.id)).rejects.toThrow(missing);
});

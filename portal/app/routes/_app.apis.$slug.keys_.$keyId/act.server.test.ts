import { getKey, switchKey } from '@ck/shared/keys';
import { aCollaborator, aKey, anEndpoint, anOwner } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { expect, test } from 'vitest';
import { callAs } from '#app/testing/route-caller.ts';
import { action, loader } from './route.tsx';

suiteDatabase();

async function aKeyPage() {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  const { key } = await aKey(owner, endpoint.id);
  const params = { slug: endpoint.slug, keyId: key.id };
  return { owner, key, params };
}

test('a form filled from an older version answers 409 and says who changed what', async () => {
  const { owner, key, params } = await aKeyPage();
  await switchKey(owner, { keyId: key.id, environment: 'sandbox', active: false });
  const form: [string, string][] = [
    ['intent', 'permissions'],
    ['environment', 'sandbox'],
    ['permissions', 'read'],
    ['expectedVersion', String(key.version)],
  ];
  const answer = await action(await callAs(owner, '/', { params, form }));
  expect(answer).toMatchObject({
    init: { status: 409 },
    data: {
      ...{ conflict: true, place: 'permissions:sandbox' },
      lines: [expect.stringMatching(/^kim-\d+@harbor\.example: Switched off in Sandbox$/)],
    },
  });
  expect((await getKey(owner, key.id)).sandbox.permissions).toHaveLength(4);
});

test('no box ticked means no permission, in this environment only', async () => {
  const { owner, key, params } = await aKeyPage();
  const form = { intent: 'permissions', environment: 'production', expectedVersion: String(key.version) };
  await action(await callAs(owner, '/', { params, form }));
  const saved = await getKey(owner, key.id);
  expect(saved.production.permissions).toEqual([]);
  expect(saved.sandbox.permissions).toHaveLength(4);
});

test('a key is deleted only when its name was typed', async () => {
  const { owner, key, params } = await aKeyPage();
  const wrong = await action(await callAs(owner, '/', { params, form: { intent: 'delete', name: 'Acme' } }));
  expect(wrong).toMatchObject({ init: { status: 422 } });
  const right = await action(
    await callAs(owner, '/', { params, form: { intent: 'delete', name: key.name } }),
  );
  expect(right).toMatchObject({ status: 302 });
  await expect(getKey(owner, key.id)).rejects.toMatchObject({ code: 'not_found' });
});

test('a pause answers as a switch does, with a receipt; a time that is none is refused', async () => {
  const { owner, key, params } = await aKeyPage();
  const form = { intent: 'pause', environment: 'sandbox', for: '4h' };
  expect(await action(await callAs(owner, '/', { params, form }))).toMatchObject({
    ...{ place: 'pause:sandbox', done: `Sandbox is off for ${key.name}` },
    proof: { fence: { kind: 'held' } },
  });
  expect((await getKey(owner, key.id)).sandbox).toMatchObject({ active: false, pause: {} });
  const wrong = await action(await callAs(owner, '/', { params, form: { ...form, for: 'ever' } }));
  expect(wrong).toMatchObject({ init: { status: 422 } });
});

test.each([{ intent: 'switch', environment: 'moon', active: 'true' }, { intent: 'flip' }, {}])(
  'the form %j is a 422',
  async form => {
    const { owner, params } = await aKeyPage();
    expect(await action(await callAs(owner, '/', { params, form }))).toMatchObject({ init: { status: 422 } });
  },
);

test('a collaborator, another owner and another endpoint of the same owner all get 404', async () => {
  const { owner, key, params } = await aKeyPage();
  const other = await anEndpoint(owner);
  const notFound = { init: { status: 404 } };
  for (const actor of [await aCollaborator(key), await anOwner()]) {
    await expect(loader(await callAs(actor, '/', { params }))).rejects.toMatchObject(notFound);
    const form = { intent: 'switch', environment: 'sandbox', active: 'false' };
    await expect(action(await callAs(actor, '/', { params, form }))).rejects.toMatchObject(notFound);
  }
  const crossed = await callAs(owner, '/', { params: { ...params, slug: other.slug } });
  await expect(loader(crossed)).rejects.toMatchObject(notFound);
});

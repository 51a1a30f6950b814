import { switchKey } from '@ck/shared/keys';
import { aCollaborator, aKey, anEndpoint, anOwner } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { expect, test } from 'vitest';
import { callAs } from '#app/testing/route-caller.ts';
import { action as assign } from '../_app.apis.$slug.keys_.$keyId/route.tsx';
import { action as configure, loader as settings } from '../_app.notifications.settings/route.tsx';
import { action, loader } from './route.tsx';

suiteDatabase();

async function aScene() {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  const { key } = await aKey(owner, endpoint.id);
  const mina = await aCollaborator(key);
  if (mina.kind !== 'account') throw new Error('an account acts');
  return { owner, key, mina, params: { slug: endpoint.slug, keyId: key.id } };
}

const path = '/notifications';

test('opening a notification reads it and leads to its row; somebody else’s is a 404', async () => {
  const { owner, key, mina } = await aScene();
  await switchKey(owner, { keyId: key.id, environment: 'production', active: false });
  const { notifications, unread } = await loader(await callAs(mina, path));
  expect(unread).toBe(1);
  const form = { intent: 'open', id: notifications[0]?.id ?? '' };
  await expect(action(await callAs(owner, path, { form }))).rejects.toMatchObject({ init: { status: 404 } });
  const answer = await action(await callAs(mina, path, { form }));
  expect(answer?.headers.get('location')).toBe(`/shared/${key.id}?environment=production`);
  expect(await loader(await callAs(mina, path))).toMatchObject({ unread: 0 });
});

test('an owner assigns on the page of the key, the collaborator configures, and bad numbers are told at their field', async () => {
  const { owner, key, mina, params } = await aScene();
  const assignment: [string, string][] = [
    ['intent', 'assign'],
    ['accountId', mina.accountId],
    ['kinds', 'error_rate'],
  ];
  expect(await assign(await callAs(owner, '/', { params, form: assignment }))).toMatchObject({
    done: `${mina.email} is notified of 1 kind`,
  });
  const rule = { intent: 'save', keyId: key.id, kind: 'error_rate', on: 'on', mail: 'on' };
  const save = async (threshold: string) =>
    await configure(await callAs(mina, path, { form: { ...rule, threshold } }));
  expect(await save('200')).toMatchObject({
    data: { result: { error: { threshold: [expect.any(String)] } } },
    init: { status: 422 },
  });
  expect(await save('12')).toMatchObject({ done: 'Error rate is saved' });
  expect((await settings(await callAs(mina, path))).keys).toMatchObject([
    { rules: [{ kind: 'error_rate', on: true, mail: true, portal: false, threshold: 12 }] },
  ]);
  const test = { intent: 'test', keyId: key.id, kind: 'error_rate' };
  expect(await configure(await callAs(mina, path, { form: test }))).toMatchObject({
    done: 'A test is on its way by mail',
  });
});

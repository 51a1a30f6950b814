import { newId } from '@ck/shared/database';
import { switchKey } from '@ck/shared/keys';
import { aKey, anEndpoint, anOwner } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { expect, test } from 'vitest';
import { callAs } from '#app/testing/route-caller.ts';
import { loader } from './changes.$change.ts';

suiteDatabase();

const stateFor = async (owner: Awaited<ReturnType<typeof anOwner>>, change: string) =>
  await loader(await callAs(owner, `/changes/${change}`, { params: { change } }));

test('whoever owns the endpoint learns how its change holds; to anybody else it does not exist', async () => {
  const owner = await anOwner();
  const { key } = await aKey(owner, (await anEndpoint(owner)).id);
  const { fence } = await switchKey(owner, { keyId: key.id, environment: 'sandbox', active: false });
  expect(await stateFor(owner, fence.change)).toMatchObject({ kind: 'held', receipt: { gateways: [] } });
  await expect(stateFor(await anOwner(), fence.change)).rejects.toMatchObject({ init: { status: 404 } });
});

test('a change that nobody knows of is pending, and not done once it could not be committed any more', async () => {
  const owner = await anOwner();
  expect(await stateFor(owner, newId())).toEqual({ kind: 'pending' });
  expect(await stateFor(owner, '01ARZ3NDEKTSV4RRFFQ69G5FAV')).toEqual({ kind: 'not_done' });
});

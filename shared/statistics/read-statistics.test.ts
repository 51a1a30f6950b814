import { expect, test } from 'vitest';
import { type CallRecord, insertCalls } from '../calls/index.ts';
import { newId } from '../database/index.ts';
import { findSandboxOperations } from '../endpoints/index.ts';
import { deleteKey } from '../keys/index.ts';
import { aCollaborator, aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import { noCounts } from './counts.ts';
import { countDirtyHours, readStatistics } from './index.ts';
import { endOf, spanMs } from './spans.ts';

suiteDatabase();

const to = endOf('hour', new Date());
const lastDay = { from: new Date(to.getTime() - spanMs.day), to, by: 'hour' as const };

const callsOf = (endpointId: string, keyId: string, number: number): CallRecord[] =>
  Array.from({ length: number }, () => ({
    ...{ id: newId(), at: new Date(), endpointId, keyId, environment: 'production' },
    ...{
      keyGeneration: 1,
      source: 'app',
      method: 'PUT',
      operationId: 'putOrder',
      path: '/orders/1',
      query: '',
    },
    ...{ outcome: 'permission_missing', status: 403, held: [], bytesIn: 0, bytesOut: 0, gatewayMs: 1 },
    ...{ address: '203.0.113.40', userAgent: '', gatewayIncarnation: 'g' },
  }));

async function aScene() {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  const [{ key }, { key: other }] = [await aKey(owner, endpoint.id), await aKey(owner, endpoint.id)];
  await insertCalls([...callsOf(endpoint.id, key.id, 3), ...callsOf(endpoint.id, other.id, 1)]);
  await countDirtyHours();
  return { owner, endpoint, key, other };
}

const missing = expect.objectContaining({ code: 'not_found' });

test('an owner reads the endpoint with its keys compared, and each key', async () => {
  const { owner, endpoint, key, other } = await aScene();
  const all = await readStatistics(owner, { endpointId: endpoint.id, ...lastDay });
  expect(all.total).toMatchObject({ calls: 4, refused: 4, errors: 4 });
  expect(all.keys).toMatchObject([
    { keyId: key.id, name: key.name, deleted: false, calls: 3 },
    { keyId: other.id, name: other.name, deleted: false, calls: 1 },
  ]);
  expect(all.errors).toMatchObject([
    {
      outcome: 'permission_missing',
      status: 403,
      calls: 4,
      last: { method: 'PUT', operationId: 'putOrder' },
    },
  ]);
  const one = await readStatistics(owner, { keyId: other.id, ...lastDay });
  expect(one).toMatchObject({ total: { calls: 1 }, keys: [] });
});

test('a collaborator reads its own key; another one, the endpoint and what does not exist answer alike', async () => {
  const { endpoint, key, other } = await aScene();
  const collaborator = await aCollaborator(key);
  const own = await readStatistics(collaborator, { keyId: key.id, ...lastDay });
  expect(own).toMatchObject({ total: { calls: 3 }, keys: [] });
  expect(JSON.stringify(own)).not.toContain(other.id);
  const refusals = await Promise.all(
    [{ keyId: other.id }, { endpointId: endpoint.id }, { keyId: 'nothing' }, { endpointId: 'nothing' }].map(
      of => readStatistics(collaborator, { ...of, ...lastDay }).catch(error => error),
    ),
  );
  expect(refusals).toEqual([missing, missing, missing, missing]);
});

test('operations are told by the path of the document', async () => {
  const { owner, endpoint, key } = await aScene();
  const [first] = await findSandboxOperations(endpoint.id);
  const named = { ...callsOf(endpoint.id, key.id, 1)[0], operationId: first?.id } as CallRecord;
  await insertCalls([named]);
  await countDirtyHours();
  const { operations } = await readStatistics(owner, { keyId: key.id, ...lastDay });
  expect(operations).toEqual([
    expect.objectContaining({ operationId: 'putOrder', calls: 3 }),
    expect.objectContaining({ operationId: first?.id, path: '/orders', calls: 1 }),
  ]);
  expect(operations[0]).not.toHaveProperty('path');
});

test('the calls of a deleted key stay in the statistics under its name', async () => {
  const { owner, endpoint, other } = await aScene();
  await deleteKey(owner, { keyId: other.id });
  const { keys } = await readStatistics(owner, { endpointId: endpoint.id, ...lastDay });
  expect(keys[1]).toMatchObject({ keyId: other.id, name: other.name, deleted: true, calls: 1 });
});

test('where nothing was called, every step of the range is there, with nothing in it', async () => {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  const found = await readStatistics(owner, { endpointId: endpoint.id, ...lastDay });
  expect(found.series).toHaveLength(24);
  expect(found.total).toEqual({ ...noCounts(), errors: 0 });
});

test.each([
  { from: to, to, by: 'day' as const },
  { from: new Date(to.getTime() - 401 * spanMs.day), to, by: 'day' as const },
  { from: new Date(to.getTime() - 32 * spanMs.day), to, by: 'hour' as const },
  { from: new Date(Number.NaN), to, by: 'day' as const },
])('a range that is empty, too long or no range is refused', async range => {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  await expect(readStatistics(owner, { endpointId: endpoint.id, ...range })).rejects.toThrow(
    expect.objectContaining({ code: 'invalid', field: 'from' }),
  );
});

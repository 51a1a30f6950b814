import { expect, test } from 'vitest';
import { aDocument, anEndpoint, anOwner } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import { compareRevisions, deployEndpoint, listRevisions, previewDeployment, saveDocument } from './index.ts';

suiteDatabase();

const withoutOrders = JSON.stringify({
  ...JSON.parse(aDocument),
  paths: { '/parcels': { get: { responses: { 200: { description: 'The parcels' } } } } },
});

test('every revision stays, and any two are compared', async () => {
  const owner = await anOwner('kim@harbor.example');
  const endpoint = await anEndpoint(owner, { productionUpstream: 'http://127.0.0.1:9/production' });
  const { id: endpointId } = endpoint;
  await saveDocument(owner, { endpointId, document: withoutOrders, expectedVersion: endpoint.version });
  expect(await listRevisions(owner, endpointId)).toMatchObject([
    { revision: 2, title: 'Orders API', operations: 1, createdBy: 'kim@harbor.example' },
    { revision: 1, title: 'Orders API', operations: 1, createdBy: 'kim@harbor.example' },
  ]);
  const difference = await compareRevisions(owner, { endpointId, from: 1, to: 2 });
  expect(difference.changes.map(({ kind, breaking, operation }) => [kind, breaking, operation.path])).toEqual(
    expect.arrayContaining([
      ['removed', true, '/orders'],
      ['added', false, '/parcels'],
    ]),
  );
  // The same as what a deployment would do.
  expect(await previewDeployment(owner, endpointId)).toEqual(difference);
  await deployEndpoint(owner, { endpointId, expectedVersion: endpoint.version + 1 });
  expect(await previewDeployment(owner, endpointId)).toBeUndefined();
  const first = await compareRevisions(owner, { endpointId, to: 1 });
  expect(first).toMatchObject({ to: 1, changes: [{ kind: 'added' }] });
});

test('what does not exist, or is somebody else’s, is not compared', async () => {
  const owner = await anOwner();
  const { id: endpointId } = await anEndpoint(owner);
  const missing = expect.objectContaining({ code: 'not_found' });
  for (const to of [2, 0, -1, Number.NaN, 1.5])
    await expect(compareRevisions(owner, { endpointId, to })).rejects.toThrow(missing);
  await expect(compareRevisions(await anOwner(), { endpointId, to: 1 })).rejects.toThrow(missing);
  await expect(listRevisions(await anOwner(), endpointId)).rejects.toThrow(missing);
});

import { expect, test } from 'vitest';
import { createEndpoint, getEndpoint, listEndpoints, listEndpointsById } from '../endpoints/index.ts';
import { aDocument, aKey, anEndpoint, anOwner, ownerPolicy, testSecrets } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import { createKey, deleteEndpoint, deleteKey } from './index.ts';

suiteDatabase();

test('an endpoint goes only when no key of it lives; then it is nowhere, and its name in addresses stays taken', async () => {
  const owner = await anOwner();
  const { id: endpointId, slug, version: expectedVersion } = await anEndpoint(owner);
  const { key } = await aKey(owner, endpointId);
  const form = { endpointId, expectedVersion };
  await expect(deleteEndpoint(owner, form)).rejects.toMatchObject({
    code: 'invalid',
    message: 'It has 1 key. Delete them first.',
  });
  await deleteKey(owner, { keyId: key.id });
  const missing = expect.objectContaining({ code: 'not_found' });
  await expect(deleteEndpoint(await anOwner(), form)).rejects.toThrow(missing);
  expect((await deleteEndpoint(owner, form)).fence.kind).toBe('held');

  await expect(getEndpoint(owner, slug)).rejects.toThrow(missing);
  expect(await listEndpoints(owner)).toEqual([]);
  expect((await listEndpointsById([endpointId])).size).toBe(0);
  await expect(createKey(owner, { endpointId, name: 'Late' }, testSecrets)).rejects.toThrow(missing);
  await expect(deleteEndpoint(owner, form)).rejects.toThrow(missing);
  const again = createEndpoint(
    owner,
    { name: 'Again', slug, document: aDocument, upstreams: { sandbox: 'http://127.0.0.1:9' } },
    { upstreamMaster: testSecrets.upstreamMaster, allowLoopback: true, ownerPolicy },
  );
  await expect(again).rejects.toMatchObject({ code: 'slug_taken' });
});

test('a key that is added while its endpoint goes is added to none that is gone', async () => {
  const owner = await anOwner();
  const rounds = Array.from({ length: 12 }, async () => {
    const { id: endpointId, version: expectedVersion } = await anEndpoint(owner);
    const [added, gone] = await Promise.allSettled([
      createKey(owner, { endpointId, name: 'Late' }, testSecrets),
      deleteEndpoint(owner, { endpointId, expectedVersion }),
    ]);
    return [added.status, gone.status].sort();
  });
  for (const ends of await Promise.all(rounds)) expect(ends).toEqual(['fulfilled', 'rejected']);
});

import { expect, test } from 'vitest';
import { grantAccess } from '../access/index.ts';
import { ensureAccount } from '../accounts/index.ts';
import { type CallRecord, insertCalls } from '../calls/index.ts';
import { newId } from '../database/index.ts';
import { aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import { readFirstSuccesses } from './index.ts';

suiteDatabase();

test('the first success after accepting is told for each person in the console, and for the key’s apps', async () => {
  const owner = await anOwner();
  const { id: endpointId } = await anEndpoint(owner);
  const { key } = await aKey(owner, endpointId);
  const mina = await ensureAccount('mina@acme.example');
  const ole = await ensureAccount('ole@acme.example');
  for (const account of [mina, ole]) await grantAccess({ endpointId, keyId: key.id }, account);
  const now = Date.now();
  const at = (seconds: number) => new Date(now + seconds * 1000);
  const call = (seconds: number, some: Partial<CallRecord>): CallRecord => ({
    ...{ id: newId(), at: at(seconds), endpointId, keyId: key.id, environment: 'sandbox', keyGeneration: 1 },
    ...{ source: 'app', method: 'GET', path: '/orders', query: '', outcome: 'ok', status: 200, held: [] },
    ...{ bytesIn: 0, bytesOut: 0, gatewayMs: 1, address: '203.0.113.40', userAgent: '' },
    ...{ gatewayIncarnation: 'g', ...some },
  });
  const inConsole = (account: { id: string }) => ({ source: 'console', actorId: account.id }) as const;
  await insertCalls([
    // Before anybody accepted, refused, and failed: none of these is a success.
    call(-60, {}),
    call(10, { outcome: 'permission_missing', status: 403 }),
    call(20, { status: 500 }),
    call(30, inConsole(mina)),
    call(40, {}),
    call(50, inConsole(ole)),
    call(60, {}),
  ]);
  const people = await readFirstSuccesses(owner, key.id);
  expect(people.map(({ app, console }) => [app, console]).sort()).toEqual([
    [at(40), at(30)],
    [at(40), at(50)],
  ]);
  await expect(readFirstSuccesses(await anOwner(), key.id)).rejects.toMatchObject({ code: 'not_found' });
});

import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '../accounts/index.ts';
import type { Permission } from '../permissions/index.ts';
import { aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { aCallRecord } from '../testing/call-records.ts';
import { suiteDatabase } from '../testing/database.ts';
import type { CallRecord } from './call-record.ts';
import { findCalls } from './find-calls.ts';
import { insertCalls } from './insert-calls.ts';
import { readRecentUse } from './recent-use.ts';

suiteDatabase();

let owner: Actor;
let keyId: string;
let endpointId: string;

beforeAll(async () => {
  owner = await anOwner();
  endpointId = (await anEndpoint(owner)).id;
  keyId = (await aKey(owner, endpointId)).key.id;
});

const hours = (ago: number) => new Date(Date.now() - ago * 3_600_000);

const aCall = (facts: Partial<CallRecord>) =>
  aCallRecord({
    ...{ at: hours(1), endpointId, keyId, environment: 'production', keyGeneration: 2, needed: 'read' },
    ...facts,
  });

test('what would have been refused is what the log shows: answered by the API, in that environment and day', async () => {
  await insertCalls([
    aCall({}),
    aCall({ keyGeneration: 1, address: '198.51.100.7', at: hours(2) }),
    aCall({ method: 'PUT', needed: 'update', status: 422 }),
    aCall({ method: 'PUT', needed: 'update', keyGeneration: 1 }),
    aCall({ outcome: 'permission_missing', status: 403, needed: 'delete' }),
    aCall({ environment: 'sandbox' }),
    aCall({ at: hours(25) }),
  ]);
  const key = { keyId, environment: 'production' } as const;
  const use = await readRecentUse(owner, key);
  const without = async (...needing: Permission[]) => (await readRecentUse(owner, { ...key, needing })).use;
  expect(use.use).toEqual({ calls: 4, addresses: 2 });
  expect(await without('update')).toEqual({ calls: 2, addresses: 1 });
  expect(await without('read', 'update')).toEqual({ calls: 4, addresses: 2 });
  expect(await without('create', 'delete')).toEqual({ calls: 0, addresses: 0 });
  expect(use.byGeneration).toEqual([
    { generation: 2, use: { calls: 2, addresses: 1 }, newestAddresses: ['203.0.113.40'] },
    { generation: 1, use: { calls: 2, addresses: 2 }, newestAddresses: ['203.0.113.40', '198.51.100.7'] },
  ]);
  const filter = { environment: 'production', outcome: 'ok', from: use.since, to: use.until } as const;
  const log = async (more: { method?: string }) =>
    (await findCalls(owner, { subject: { keyId }, filter: { ...filter, ...more }, limit: 100 })).calls.length;
  expect([await log({}), await log({ method: 'PUT' })]).toEqual([
    use.use.calls,
    (await without('update')).calls,
  ]);
});

test('nobody else learns of it', async () => {
  const stranger = await anOwner();
  await expect(readRecentUse(stranger, { keyId, environment: 'production' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

import { expect, test } from 'vitest';
import { saveRetention } from '../endpoints/index.ts';
import { anEndpoint, anOwner } from '../testing/builders.ts';
import { aCallRecord } from '../testing/call-records.ts';
import { suiteDatabase } from '../testing/database.ts';
import { applyRetention } from './apply-retention.ts';
import { Call, type CallDocument } from './call-record.ts';
import { expiryOf } from './expiry.ts';
import { insertRows } from './insert-calls.ts';
import { knownRetentions } from './known-retentions.ts';
import { RowBatch } from './rows/row-batch.ts';

suiteDatabase();

test('rows that are stored with a retention known from a moment ago follow the new one, and later ones have it at once', async () => {
  let now = 0;
  const retentions = knownRetentions(() => now);
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  const store = async () => {
    const call = aCallRecord({ endpointId: endpoint.id });
    const batch = new RowBatch();
    batch.addRecord(call);
    await insertRows(batch, retentions);
    return call;
  };
  const calls = [await store()];
  await saveRetention(owner, { endpointId: endpoint.id, days: 7, expectedVersion: endpoint.version });
  now = 4_999;
  calls.push(await store());
  now = 5_000;
  calls.push(await store());
  const daysOf = async () =>
    await Promise.all(
      calls.map(async ({ id, at }) => {
        const row = await Call.findById(id).lean<CallDocument>();
        return [7, 90].find(days => expiryOf(at, days).getTime() === row?.expiresAt.getTime());
      }),
    );
  expect(await daysOf()).toEqual([90, 90, 7]);
  expect(await applyRetention(new Date(Date.now() + 61_000))).toEqual({ rows: 2 });
  expect(await daysOf()).toEqual([7, 7, 7]);
});

test('an endpoint that was not asked for before is looked up, beside those that are known', async () => {
  const retentions = knownRetentions(() => 0);
  const owner = await anOwner();
  const [one, two] = [await anEndpoint(owner), await anEndpoint(owner)];
  for (const [{ id, version }, days] of [
    [one, 7],
    [two, 30],
  ] as const)
    await saveRetention(owner, { endpointId: id, days, expectedVersion: version });
  expect((await retentions([one.id])).of(one.id).days).toBe(7);
  const both = await retentions([one.id, two.id]);
  expect([one.id, two.id, 'none'].map(id => both.of(id).days)).toEqual([7, 30, 90]);
});

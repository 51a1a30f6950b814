import { expect, test } from 'vitest';
import { retentionsOf, saveRetention } from '../endpoints/index.ts';
import { anEndpoint, anOwner } from '../testing/builders.ts';
import { aCallRecord } from '../testing/call-records.ts';
import { suiteDatabase } from '../testing/database.ts';
import { applyRetention } from './apply-retention.ts';
import { Call, type CallDocument, type CallRecord } from './call-record.ts';
import { expiryOf } from './expiry.ts';
import { insertCalls } from './insert-calls.ts';

suiteDatabase();

const aCall = (facts: Partial<CallRecord> = {}) =>
  aCallRecord({ at: new Date('2026-11-01T12:00:00Z'), gatewayIncarnation: 'one', ...facts });

const stored = async (id: string) => await Call.findById(id).lean<CallDocument>();

test('a call that is given again is stored once, as it was first', async () => {
  const call = aCall();
  expect(await insertCalls([call])).toEqual({ completed: 0, alarms: [] });
  expect(await insertCalls([{ ...call, status: 500 }, aCall()])).toEqual({ completed: 0, alarms: [] });
  expect(await stored(call.id)).toMatchObject({ status: 200 });
});

test('a call whose end was not known gets its end, and no call loses it again', async () => {
  const call = aCall();
  await insertCalls([{ ...call, outcome: 'unknown', status: 0 }]);
  expect(await insertCalls([call])).toEqual({ completed: 1, alarms: [] });
  expect(await insertCalls([{ ...call, outcome: 'unknown', status: 0 }])).toEqual({
    completed: 0,
    alarms: [],
  });
  expect(await stored(call.id)).toMatchObject({ outcome: 'ok', status: 200 });
});

test('an id that two gateways gave is an alarm, and the first call stays', async () => {
  const call = aCall({ outcome: 'unknown' });
  await insertCalls([call]);
  const other = { ...call, outcome: 'ok', gatewayIncarnation: 'two' };
  expect(await insertCalls([other])).toEqual({ completed: 0, alarms: [call.id] });
  expect(await stored(call.id)).toMatchObject({ outcome: 'unknown', gatewayIncarnation: 'one' });
});

test('rows go when their endpoint’s retention says so, also those that were stored before it changed', async () => {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  const mine = { endpointId: endpoint.id };
  const now = { at: new Date() };
  const [before, after, foreign] = [aCall({ ...mine, ...now }), aCall({ ...mine, ...now }), aCall(now)];
  await insertCalls([before, foreign]);
  await saveRetention(owner, { ...mine, days: 7, expectedVersion: endpoint.version });
  await insertCalls([after]);
  const expiries = async () =>
    await Promise.all([before, after, foreign].map(async ({ id }) => (await stored(id))?.expiresAt));
  expect(await expiries()).toEqual([90, 7, 90].map(days => expiryOf(before.at, days)));
  expect(await applyRetention(new Date())).toEqual({ rows: 0 });
  const later = new Date(Date.now() + 61_000);
  expect(await applyRetention(later)).toEqual({ rows: 1 });
  expect(await expiries()).toEqual([7, 7, 90].map(days => expiryOf(before.at, days)));
  expect(await applyRetention(later)).toEqual({ rows: 0 });
});

test('a row that comes after its retention stays a day, so that the statistics can tell it as late', async () => {
  const call = aCall({ at: new Date('2020-01-01T12:00:00Z') });
  await insertCalls([call]);
  const row = await stored(call.id);
  expect(row?.expiresAt.getTime()).toBe((row?.storedAt.getTime() ?? 0) + 24 * 60 * 60 * 1000);
});

test('many rows follow a new retention in parts, each of them once', async () => {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  const calls = Array.from({ length: 12_345 }, () => aCall({ endpointId: endpoint.id }));
  await insertCalls(calls);
  await saveRetention(owner, { endpointId: endpoint.id, days: 30, expectedVersion: endpoint.version });
  expect(await applyRetention(new Date(Date.now() + 61_000))).toEqual({ rows: 12_345 });
});

test('a retention outside its bounds is refused, and keeping more does not bring rows back', async () => {
  const owner = await anOwner();
  const endpoint = await anEndpoint(owner);
  const form = { endpointId: endpoint.id, expectedVersion: endpoint.version };
  for (const days of [0, 731, 1.5, Number.NaN])
    await expect(saveRetention(owner, { ...form, days })).rejects.toMatchObject({ code: 'invalid' });
  const short = await saveRetention(owner, { ...form, days: 7 }, new Date('2026-06-01T12:00:00Z'));
  const next = { ...form, expectedVersion: short.version, days: 365 };
  const long = await saveRetention(owner, next, new Date('2026-06-10T12:00:00Z'));
  expect(long.retentionDays).toBe(365);
  expect((await retentionsOf([endpoint.id])).of(endpoint.id)).toEqual({
    days: 365,
    rowsSince: new Date('2026-06-03T00:00:00Z'),
  });
});

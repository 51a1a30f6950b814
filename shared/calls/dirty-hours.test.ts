import { beforeEach, expect, test } from 'vitest';
import { database } from '../database/index.ts';
import { aCallRecord } from '../testing/call-records.ts';
import { suiteDatabase } from '../testing/database.ts';
import { clearDirtyHours, insertCalls, listDirtyHours, markDirty } from './index.ts';

suiteDatabase();

beforeEach(async () => {
  await database().collection('dirtyHours').deleteMany({});
});

const aRecord = (at: string) => aCallRecord({ at: new Date(at), endpointId: 'E', keyId: 'K' });

const mark = (hour: string, counter: number) =>
  expect.objectContaining({ id: `K:sandbox:${hour}`, hour: new Date(hour), counter });

test('stored calls leave one mark for each of their hours, the newest first', async () => {
  await insertCalls(
    ['2026-11-20T10:00:00.000Z', '2026-11-20T10:59:59.999Z', '2026-11-20T11:00:00.000Z'].map(aRecord),
  );
  expect(await listDirtyHours(10)).toEqual([
    mark('2026-11-20T11:00:00.000Z', 1),
    mark('2026-11-20T10:00:00.000Z', 1),
  ]);
});

test('calls that were stored before are marked again: their first delivery may have ended before the mark', async () => {
  const record = aRecord('2026-11-20T10:00:00.000Z');
  await insertCalls([record]);
  await database().collection('dirtyHours').deleteMany({});
  await insertCalls([record]);
  expect(await listDirtyHours(10)).toEqual([mark('2026-11-20T10:00:00.000Z', 1)]);
});

test('a mark that was set again after it was read stays', async () => {
  const record = aRecord('2026-11-20T10:00:00.000Z');
  await markDirty([record]);
  const read = await listDirtyHours(10);
  await markDirty([record]);
  await clearDirtyHours(read);
  expect(await listDirtyHours(10)).toEqual([mark('2026-11-20T10:00:00.000Z', 2)]);
  await clearDirtyHours(await listDirtyHours(10));
  expect(await listDirtyHours(10)).toEqual([]);
});

test('a mark is not taken for an earlier one of the same hour whose counter stood at the same number', async () => {
  const record = aRecord('2026-11-20T10:00:00.000Z');
  await markDirty([record]);
  const read = await listDirtyHours(10);
  await clearDirtyHours(read);
  await markDirty([record]);
  await clearDirtyHours(read);
  expect(await listDirtyHours(10)).toHaveLength(1);
});

test('marks that are set at once by many are all counted', async () => {
  const record = aRecord('2026-11-20T10:00:00.000Z');
  await Promise.all(Array.from({ length: 40 }, () => markDirty([record])));
  expect(await listDirtyHours(10)).toEqual([mark('2026-11-20T10:00:00.000Z', 40)]);
});

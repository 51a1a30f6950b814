import { beforeEach, expect, test } from 'vitest';
import { type CallRecord, insertCalls, listDirtyHours } from '../calls/index.ts';
import { database } from '../database/index.ts';
import { aCallRecord } from '../testing/call-records.ts';
import { suiteDatabase } from '../testing/database.ts';
import { planFor } from './count-hours.ts';
import { countRange } from './count-range.ts';
import { countDirtyHours } from './index.ts';
import { keptSince } from './kept-since.ts';
import { maxOperations } from './sheet.ts';
import { readStates, type Slot, type SpanState, slotId, writeSpans } from './span-store.ts';
import { spanMs, spans, startOf } from './spans.ts';
import type { Subject } from './statistics-document.ts';

suiteDatabase();

beforeEach(async () => {
  for (const name of ['calls', 'dirtyHours', 'statistics']) await database().collection(name).deleteMany({});
});

const hour = startOf('hour', new Date(Date.now() - 3 * spanMs.day));
/** When the rows of that hour are no longer kept. */
const afterRetention = new Date(hour.getTime() + 100 * spanMs.day);
const key: Subject = { kind: 'key', id: 'K', endpointId: 'E', environment: 'sandbox' };
const slot: Slot = { subject: key, span: 'hour', from: hour };

const calls = (number: number, some: Partial<CallRecord> = {}): CallRecord[] =>
  Array.from({ length: number }, () =>
    aCallRecord({ at: hour, endpointId: 'E', keyId: 'K', operationId: 'listOrders', ...some }),
  );

/** What is told of the key and of its endpoint, by the hour, the day and the week: all must agree. */
async function told(): Promise<{ calls: number; late: number }> {
  const ranges = spans.map(span => {
    const from = startOf(span, hour);
    return { from, to: new Date(from.getTime() + spanMs[span]) };
  });
  const found = await Promise.all(
    [{ keyId: 'K' }, { endpointId: 'E' }].flatMap(subject =>
      ranges.map(async range => {
        const environments = ['sandbox'] as const;
        const counted = await countRange({ subject, environments, sources: ['app'], range, by: 'hour' });
        return { calls: counted.sheet.total.counts.calls, late: counted.late };
      }),
    ),
  );
  const [first = { calls: Number.NaN, late: 0 }] = found;
  expect(found).toEqual(Array(6).fill(first));
  return first;
}

test('an hour whose rows are no longer kept stays as it was counted; what comes later is told as late, once', async () => {
  await insertCalls(calls(5));
  await countDirtyHours();
  await database().collection('calls').deleteMany({});
  const late = calls(2);
  await insertCalls(late);
  await countDirtyHours(afterRetention);
  expect(await told()).toEqual({ calls: 5, late: 2 });
  await insertCalls(late);
  await countDirtyHours(afterRetention);
  expect(await told()).toEqual({ calls: 5, late: 2 });
  await insertCalls(calls(1));
  await Promise.all([1, 2, 3].map(() => countDirtyHours(afterRetention)));
  expect(await told()).toEqual({ calls: 5, late: 3 });
  expect(await listDirtyHours(10)).toEqual([]);
});

test('a closed hour stays closed when rows are kept longer again', async () => {
  await insertCalls(calls(5));
  await countDirtyHours();
  await database().collection('calls').deleteMany({});
  await insertCalls(calls(1));
  await countDirtyHours(afterRetention);
  await insertCalls(calls(9));
  await countDirtyHours();
  expect(await told()).toEqual({ calls: 5, late: 10 });
});

test('calls of an hour of which nothing was ever counted are late too when its rows are no longer kept', async () => {
  await insertCalls(calls(2));
  await countDirtyHours(afterRetention);
  expect(await told()).toEqual({ calls: 0, late: 2 });
});

test('a count never goes down: an hour that lost rows is closed, and only what is new is late', async () => {
  const some = calls(5);
  await insertCalls(some);
  await countDirtyHours();
  await database()
    .collection<{ _id: string }>('calls')
    .deleteMany({ _id: { $in: some.slice(0, 3).map(({ id }) => id) } });
  await insertCalls(calls(1));
  await countDirtyHours();
  expect(await told()).toEqual({ calls: 5, late: 1 });
});

test('of two that count an hour at once, the one that read earlier does not have the last word', async () => {
  await insertCalls(calls(1));
  await countDirtyHours();
  const seen = (await readStates([slot])).get(slotId(slot));
  await insertCalls(calls(1));
  await countDirtyHours();
  const older = {
    ...slot,
    seen,
    content: { countedAt: new Date(), app: { ...emptySheet, total: { calls: 1 } } },
  };
  expect(await writeSpans([older])).toBe(false);
  expect(await writeSpans([{ ...older, seen: undefined }])).toBe(false);
  expect(await told()).toEqual({ calls: 2, late: 0 });
});

const emptySheet = { answers: [], operations: [] };

test('calls that come in while three workers count are all counted in the end', async () => {
  let over = false;
  const worker = async () => {
    while (!over) await countDirtyHours();
  };
  const workers = [worker(), worker(), worker()];
  for (let delivery = 0; delivery < 60; delivery += 1) await insertCalls(calls(delivery % 7));
  over = true;
  await Promise.all(workers);
  while ((await listDirtyHours(1)).length > 0) await countDirtyHours();
  expect(await told()).toEqual({ calls: 8 * 21 + 6, late: 0 });
});

test('a day that cannot be counted keeps no other from being counted, and keeps its mark', async () => {
  await insertCalls([...calls(1, { endpointId: 'broken', keyId: 'B' }), ...calls(2)]);
  const broken = { subjectId: 'B', environment: 'sandbox', span: 'hour', from: startOf('day', hour) };
  await database()
    .collection('statistics')
    .insertOne({ ...broken, app: { ...emptySheet, total: { latency: Buffer.from([200]) } } });
  await expect(countDirtyHours()).rejects.toThrow('days that could not be counted: 1');
  expect(await told()).toEqual({ calls: 2, late: 0 });
  expect(await listDirtyHours(10)).toMatchObject([{ keyId: 'B' }]);
});

test('operations beyond what a span tells apart are counted together, and no call is lost', async () => {
  const named = Array.from({ length: maxOperations + 5 }, (_, number) => `operation${number}`);
  await insertCalls([...named.flatMap(operationId => calls(1, { operationId })), ...calls(3)]);
  await countDirtyHours();
  const range = { from: hour, to: new Date(hour.getTime() + spanMs.hour) };
  const environments = ['sandbox'] as const;
  const { sheet } = await countRange({
    subject: { endpointId: 'E' },
    environments,
    sources: ['app'],
    range,
    by: 'day',
  });
  expect(sheet.operations.size).toBe(maxOperations);
  expect(sheet.operations.get('GET listOrders')?.tally.counts.calls).toBe(3);
  expect(sheet.otherOperations.counts.calls).toBe(6);
  expect(sheet.total.counts.calls).toBe(maxOperations + 8);
});

test('an hour that takes long to count rests between counts; a quick one does not', () => {
  const now = new Date(hour.getTime() + spanMs.day);
  const means = { now, kept: keptSince(now, { days: 90 }) };
  const state = (tookMs: number, secondsAgo: number): SpanState => {
    return { version: 1, calls: 1, tookMs, countedAt: new Date(now.getTime() - secondsAgo * 1000) };
  };
  expect(planFor(hour, undefined, means)).toBe('count');
  expect(planFor(hour, state(99, 0), means)).toBe('count');
  expect(planFor(hour, state(2_000, 39), means)).toBe('rest');
  expect(planFor(hour, state(2_000, 40), means)).toBe('count');
  expect(planFor(hour, { ...state(99, 0), frozen: true }, means)).toBe('late');
});

test('rows are kept whole days long, and a clock that is minutes behind changes nothing', () => {
  expect(keptSince(new Date('2026-11-26T12:00:00Z'), { days: 90 })).toEqual(new Date('2026-08-28T00:00:00Z'));
  expect(keptSince(new Date('2026-11-26T23:55:00Z'), { days: 90 })).toEqual(new Date('2026-08-29T00:00:00Z'));
});

import fc from 'fast-check';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../accounts/index.ts';
import { type CallRecord, insertCalls, listDirtyHours } from '../calls/index.ts';
import { database, newId } from '../database/index.ts';
import type { EndpointView } from '../endpoints/index.ts';
import { aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import { type Counts, errorClassOf, noCounts } from './counts.ts';
import { countDirtyHours, readStatistics, type Statistics, type StatisticsQuery } from './index.ts';
import { spanMs, startOf } from './spans.ts';

suiteDatabase();

let owner: Actor;
let endpoint: EndpointView;
let keyIds: string[] = [];
/** Well within retention. */
const base = startOf('day', new Date(Date.now() - 20 * spanMs.day));

beforeAll(async () => {
  owner = await anOwner();
  endpoint = await anEndpoint(owner);
  const keys = [
    await aKey(owner, endpoint.id),
    await aKey(owner, endpoint.id),
    await aKey(owner, endpoint.id),
  ];
  keyIds = keys.map(({ key }) => key.id);
});

const wipe = async () => {
  for (const name of ['calls', 'dirtyHours', 'statistics']) await database().collection(name).deleteMany({});
};
beforeEach(wipe);

async function settle(): Promise<void> {
  while ((await listDirtyHours(1)).length > 0) await countDirtyHours();
}

const usual = {
  ...{ keyGeneration: 1, path: '/orders', query: '', held: [], bytesIn: 0, bytesOut: 0 },
  ...{ address: '203.0.113.40', userAgent: '', gatewayIncarnation: 'g' },
};

function aCall(some: Partial<CallRecord> = {}): CallRecord {
  return {
    ...{ id: newId(), at: base, endpointId: endpoint.id, keyId: keyIds[0] ?? '', environment: 'sandbox' },
    ...{ source: 'app', method: 'GET', operationId: 'listOrders', outcome: 'ok', status: 200, gatewayMs: 2 },
    ...usual,
    ...some,
  } as CallRecord;
}

/** Of twelve days, often on the border of an hour or of a day. */
const moment = fc
  .tuple(
    fc.oneof(fc.integer({ min: -2, max: 50 }), fc.integer({ min: -2, max: 280 })),
    fc.oneof(fc.constantFrom(0, -1, 1), fc.nat(spanMs.hour - 1)),
  )
  .map(([hours, beside]) => new Date(base.getTime() + hours * spanMs.hour + beside));

const ending = fc.constantFrom(
  { outcome: 'ok', status: 200 },
  { outcome: 'ok', status: 201 },
  { outcome: 'ok', status: 404 },
  { outcome: 'ok', status: 500 },
  { outcome: 'permission_missing', status: 403 },
  { outcome: 'upstream_timeout', status: 504 },
  { outcome: 'upstream_reset', status: 200 },
  { outcome: 'unknown', status: 0 },
);

const aRandomCall = fc
  .record({
    at: moment,
    key: fc.nat(2),
    environment: fc.constantFrom('sandbox' as const, 'production' as const),
    source: fc.constantFrom('app' as const, 'app' as const, 'console' as const),
    method: fc.constantFrom('GET', 'POST'),
    operation: fc.constantFrom('listOrders', 'getOrder', undefined),
    ending,
    gatewayMs: fc.integer({ min: 0, max: 100_000 }).map(hundredths => hundredths / 100),
    upstreamMs: fc.option(fc.integer({ min: 0, max: 6_000_000 }).map(hundredths => hundredths / 100)),
    deliveries: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ key, operation, ending, upstreamMs, deliveries, ...rest }) => ({
    deliveries,
    record: (): CallRecord => {
      const { operationId: _, ...call } = aCall({ ...rest, ...ending, keyId: keyIds[key] ?? '' });
      return {
        ...call,
        ...(operation !== undefined && { operationId: operation }),
        ...(upstreamMs !== null && { upstreamMs }),
      };
    },
  }));

const aRandomQuery = fc
  .record({
    moments: fc.tuple(moment, moment),
    key: fc.option(fc.nat(2)),
    environment: fc.option(fc.constantFrom('sandbox' as const, 'production' as const)),
    source: fc.option(fc.constantFrom('app' as const, 'console' as const)),
    by: fc.constantFrom('hour' as const, 'day' as const),
  })
  .filter(({ moments: [one, other] }) => one.getTime() !== other.getTime())
  .map(({ moments, key, environment, source, by }) => (): StatisticsQuery => {
    const [from = base, to = base] = moments.toSorted((one, other) => one.getTime() - other.getTime());
    return {
      ...(key === null ? { endpointId: endpoint.id } : { keyId: keyIds[key] ?? '' }),
      ...(environment !== null && { environment }),
      ...(source !== null && { source }),
      ...{ from, to, by },
    };
  });

/** The same numbers, counted one by one from what was delivered. */
function countOneByOne(calls: readonly CallRecord[], query: StatisticsQuery) {
  const inRange = calls.filter(
    call =>
      call.at >= query.from &&
      call.at < query.to &&
      (query.environment ?? call.environment) === call.environment &&
      ('keyId' in query ? query.keyId === call.keyId : true),
  );
  const those = inRange.filter(call => (query.source ?? call.source) === call.source);
  const countsOf = (some: readonly CallRecord[]) => {
    const counts = { ...noCounts(), calls: some.length };
    for (const { outcome, status } of some) {
      const error = errorClassOf(outcome, status);
      if (error !== undefined) counts[error] += 1;
    }
    return counts;
  };
  const by = (nameOf: (call: CallRecord) => string) =>
    new Map([...Map.groupBy(those, nameOf)].map(([name, some]) => [name, countsOf(some)]));
  const newest = (some: readonly CallRecord[]) =>
    some.toSorted((one, other) => other.at.getTime() - one.at.getTime() || (one.id < other.id ? 1 : -1))[0]
      ?.id;
  return {
    total: countsOf(those),
    operations: by(({ method, operationId }) => `${method} ${operationId}`),
    keys: 'endpointId' in query ? by(({ keyId }) => keyId) : new Map(),
    series: by(({ at }) => startOf(query.by, at).toISOString()),
    errors: new Map(
      [...Map.groupBy(those, ({ outcome, status }) => `${outcome} ${status}`)]
        .filter(([name]) => !/^ok [23]/.test(name))
        .map(([name, some]) => [name, { calls: some.length, last: newest(some) }]),
    ),
    bySource: {
      app: inRange.filter(({ source }) => source === 'app').length,
      console: inRange.filter(({ source }) => source === 'console').length,
    },
    times: those
      .filter(({ outcome }) => outcome !== 'unknown')
      .map(({ gatewayMs, upstreamMs }) => Math.max(0.01, gatewayMs + (upstreamMs ?? 0)))
      .sort((one, other) => one - other),
  };
}

/** The same shape, from the statistics. */
function toComparable(found: Statistics) {
  const countsOf = (of: Counts) => {
    const { calls, refused, rejected, failed, broken, unknown } = of;
    return { calls, refused, rejected, failed, broken, unknown };
  };
  return {
    total: countsOf(found.total),
    operations: new Map(found.operations.map(of => [`${of.method} ${of.operationId}`, countsOf(of)])),
    keys: new Map(found.keys.map(of => [of.keyId, countsOf(of)])),
    series: new Map(
      found.series
        .filter(step => step.calls > 0)
        .map(step => [startOf(found.by, step.from).toISOString(), countsOf(step)]),
    ),
    errors: new Map(
      found.errors.map(of => [`${of.outcome} ${of.status}`, { calls: of.calls, last: of.last.id }]),
    ),
    bySource: found.bySource,
  };
}

function expectSame(found: Statistics, calls: readonly CallRecord[], query: StatisticsQuery): void {
  const { times, ...expected } = countOneByOne(calls, query);
  expect(toComparable(found)).toEqual(expected);
  expect(found.late).toBe(0);
  if (times.length === 0) expect(found.total.latency).toBeUndefined();
  for (const [share, told] of [
    [0.5, found.total.latency?.p50],
    [0.95, found.total.latency?.p95],
    [0.99, found.total.latency?.p99],
  ] as const) {
    const exact = times[Math.ceil(share * times.length) - 1];
    if (exact !== undefined) expect(Math.abs((told ?? 0) / exact - 1)).toBeLessThanOrEqual(0.02);
  }
}

/** Deliveries in an order of chance, some of them two or three times, in batches. */
function deliveriesOf(
  calls: readonly { deliveries: number; record: CallRecord }[],
  seed: number,
): CallRecord[][] {
  let state = seed;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const all = calls
    .flatMap(({ deliveries, record }) => Array.from({ length: deliveries }, () => ({ record, at: random() })))
    .sort((one, other) => one.at - other.at)
    .map(({ record }) => record);
  const batches: CallRecord[][] = [];
  while (all.length > 0) batches.push(all.splice(0, 1 + Math.floor(random() * 25)));
  return batches;
}

test('sums: however late and often calls are delivered, statistics are the counted rows, exactly, once it is quiet', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(aRandomCall, { maxLength: 60 }),
      fc.array(aRandomQuery, { minLength: 6, maxLength: 6 }),
      fc.nat(),
      async (chosen, queries, seed) => {
        await wipe();
        const calls = chosen.map(({ deliveries, record }) => ({ deliveries, record: record() }));
        for (const [index, batch] of deliveriesOf(calls, seed).entries()) {
          await insertCalls(batch);
          // Two workers count while calls come in.
          if (index % 3 === 0) await Promise.all([countDirtyHours(), countDirtyHours()]);
        }
        await settle();
        const records = calls.map(({ record }) => record);
        await Promise.all(
          queries.map(async make => {
            const query = make();
            expectSame(await readStatistics(owner, query), records, query);
          }),
        );
      },
    ),
    { numRuns: 30 },
  );
}, 60_000);

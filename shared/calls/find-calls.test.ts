import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { grantAccess } from '../access/index.ts';
import { type Actor, actorOf, ensureAccount } from '../accounts/index.ts';
import { deleteKey } from '../keys/index.ts';
import { aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import type { CallFilter } from './call-filter.ts';
import { type CallSubject, conditionsOf, planOf } from './call-query.ts';
import { type CallRecord, callCollection } from './call-record.ts';
import { type CallView, findCalls } from './find-calls.ts';
import { insertCalls } from './insert-calls.ts';
import { matchesCall } from './match-call.ts';

suiteDatabase();

const hour = 3_600_000;
const begin = Date.now() - 40 * 24 * hour;
let owner: Actor;
let endpointId: string;
let keyIds: string[];
let rows: CallRecord[];

const paths = ['/orders', '/orders/7', '/orders_old', '/ümlaut', '/%F0%9F%99%82', '/\u{1F642}', '/'];
const answers = [
  { status: 200, outcome: 'ok' },
  { status: 302, outcome: 'ok' },
  { status: 404, outcome: 'ok' },
  { status: 500, outcome: 'ok' },
  { status: 403, outcome: 'permission_missing' },
  { status: 502, outcome: 'upstream_reset' },
  { status: 0, outcome: 'unknown' },
];
const pick = <Value>(values: readonly Value[], at: number) => values[at % values.length] as Value;

/** Rows of every kind, several in one millisecond, some close together and some days apart. */
function makeRows(): CallRecord[] {
  return Array.from({ length: 400 }, (_, i): CallRecord => {
    const days = i < 300 ? 39 * 24 * hour : 0;
    return {
      ...pick(answers, i * 7 + (i >> 3)),
      id: `call-${String((i * 7_919) % 100_000).padStart(6, '0')}`,
      at: new Date(begin + days + Math.floor(i / 3) * (i < 300 ? 1 : 2 * hour)),
      endpointId,
      keyId: pick(keyIds, i >> 1),
      environment: i % 3 === 0 ? 'production' : 'sandbox',
      keyGeneration: 1,
      source: i % 5 === 0 ? 'console' : 'app',
      method: pick(['GET', 'POST', 'PUT'], i >> 2),
      path: pick(paths, i),
      query: '',
      ...(i % 4 !== 0 && { operationId: pick(['listOrders', 'GET /orders/{id}'], i >> 1) }),
      held: [],
      bytesIn: 0,
      bytesOut: 0,
      gatewayMs: 1,
      address: pick(['203.0.113.40', '2001:db8::1'], i >> 4),
      userAgent: '',
      gatewayIncarnation: 'g',
    };
  });
}

beforeAll(async () => {
  owner = await anOwner();
  endpointId = (await anEndpoint(owner)).id;
  keyIds = [(await aKey(owner, endpointId)).key.id, (await aKey(owner, endpointId)).key.id];
  rows = makeRows();
  await insertCalls(rows);
});

const some = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const filters: fc.Arbitrary<CallFilter> = fc
  .record({
    environment: some(fc.constantFrom('sandbox' as const, 'production' as const)),
    statusClass: some(fc.constantFrom(2 as const, 3 as const, 4 as const, 5 as const)),
    status: some(fc.constantFrom(200, 302, 403, 404, 500)),
    outcome: some(fc.constantFrom('ok', 'refused', 'unknown', 'permission_missing', 'nothing')),
    method: some(fc.constantFrom('GET', 'PUT')),
    operation: some(fc.constantFrom('listOrders', 'GET /orders/{id}', '$ne')),
    path: some(fc.constantFrom('/orders', '/', '/ü', '/\u{1F642}', '.*')),
    source: some(fc.constantFrom('app' as const, 'console' as const)),
    address: some(fc.constantFrom('203.0.113.40', '::')),
    request: some(fc.constantFrom('call-000000', 'call-007919', 'none')),
    from: some(fc.constantFrom(new Date(begin), new Date(begin + 39 * 24 * hour + 20))),
    to: some(fc.constantFrom(new Date(begin + 39 * 24 * hour + 50), new Date(begin + 100 * hour))),
  })
  // Mostly few of them at once, as people ask.
  .chain(all => fc.subarray(Object.entries(all), { maxLength: 4 }))
  .map(entries => Object.fromEntries(entries.filter(([, value]) => value !== undefined)));

const newestFirst = (one: CallView, other: CallView) =>
  other.at.getTime() - one.at.getTime() || (other.id < one.id ? -1 : 1);

async function all(subject: CallSubject, filter: CallFilter, limit: number): Promise<CallView[]> {
  const calls: CallView[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await findCalls(owner, { subject, filter, limit, ...(cursor !== undefined && { cursor }) });
    calls.push(...page.calls);
    expect(page.calls.length).toBeLessThanOrEqual(limit);
    if (page.next === undefined) return calls;
    cursor = page.next;
  }
}

test('pages give every row that matches, once, the newest first, whatever is asked for', async () => {
  await fc.assert(
    fc.asyncProperty(
      filters,
      fc.boolean(),
      fc.integer({ min: 1, max: 120 }),
      async (filter, ofKey, limit) => {
        const subject: CallSubject = ofKey ? { keyId: keyIds[0] ?? '' } : { endpointId };
        const wanted = rows.filter(row => (!ofKey || row.keyId === keyIds[0]) && matchesCall(filter, row));
        expect((await all(subject, filter, limit)).map(({ id }) => id)).toEqual(
          wanted.toSorted(newestFirst).map(({ id }) => id),
        );
      },
    ),
    { numRuns: 30 },
  );
});

const questions: [string, CallFilter, boolean][] = [
  ['time', {}, true],
  ['time', { from: new Date(begin), to: new Date() }, true],
  ['time', { environment: 'sandbox' }, false],
  ['time', { statusClass: 2 }, false],
  ['redirects', { statusClass: 3 }, true],
  ['redirects', { status: 302 }, false],
  ['class', { statusClass: 5 }, true],
  ['class', { status: 403 }, false],
  ['code', { outcome: 'permission_missing' }, true],
  ['code', { outcome: 'unknown' }, true],
  ['faults', { outcome: 'refused' }, false],
  ['operation', { operation: 'listOrders' }, true],
  ['console', { source: 'console' }, true],
  ['address', { address: '203.0.113.40' }, true],
];

test.each(questions)('an index, %s, answers %o without a sort', async (index, filter, isExact) => {
  for (const subject of [{ keyId: keyIds[0] ?? '' }, { endpointId }]) {
    const plan = planOf(subject, filter);
    const [name] = Object.keys(subject);
    expect(plan).toEqual({ index: `${name}-${index}`, isExact });
    const explained = await callCollection()
      .find({ ...subject, ...conditionsOf(filter) })
      .hint(plan.index)
      .sort({ at: -1, _id: -1 })
      .limit(51)
      .explain('queryPlanner');
    const winning = JSON.stringify(explained.queryPlanner.winningPlan);
    expect(winning).toContain(`"indexName":"${plan.index}"`);
    expect(winning).not.toMatch(/"stage":"(SORT|COLLSCAN)"/);
  }
});

test('a status with a class that is not its own is answered with nothing, and every other pair with its rows', async () => {
  for (const statusClass of [undefined, 2, 3, 4, 5] as const)
    for (const status of [undefined, 200, 302, 404, 500]) {
      const filter = { ...(statusClass && { statusClass }), ...(status && { status }) };
      const wanted = rows.filter(row => matchesCall(filter, row));
      expect(
        (await all({ endpointId }, filter, 1_000)).map(({ id }) => id),
        JSON.stringify(filter),
      ).toEqual(wanted.toSorted(newestFirst).map(({ id }) => id));
    }
});

test('a collaborator sees the calls of its own key, until it ends; everything else is not there', async () => {
  const account = await ensureAccount('mina@acme.example');
  const mina = actorOf(account, 'portal');
  const [mine = '', other = ''] = keyIds;
  const ask = (subject: CallSubject) => findCalls(mina, { subject, filter: {}, limit: 1_000 });
  await grantAccess({ endpointId, keyId: mine }, account);
  const seen = await ask({ keyId: mine });
  expect(new Set(seen.calls.map(({ keyId }) => keyId))).toEqual(new Set([mine]));
  for (const subject of [{ keyId: other }, { endpointId }, { keyId: 'none' }])
    await expect(ask(subject)).rejects.toMatchObject({ code: 'not_found' });
  await deleteKey(owner, { keyId: mine });
  await expect(ask({ keyId: mine })).rejects.toMatchObject({ code: 'not_found' });
});

test('a cursor that somebody made up is refused, not obeyed', async () => {
  for (const cursor of ['', 'x', '{"$gt":""}', '0'.repeat(50), 'zzzzzzzzzzzz.1'])
    await expect(
      findCalls(owner, { subject: { endpointId }, filter: {}, limit: 10, cursor }),
    ).rejects.toMatchObject({ code: 'invalid' });
});

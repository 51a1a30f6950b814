import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '../accounts/index.ts';
import { aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { aCallRecord } from '../testing/call-records.ts';
import { suiteDatabase } from '../testing/database.ts';
import type { CallRecord } from './call-record.ts';
import { groupFailures, hasFailures } from './group-failures.ts';
import { insertCalls } from './insert-calls.ts';
import { countCalls } from './list-calls.ts';

suiteDatabase();

const minute = 60_000;
const begin = new Date(Date.now() - 10 * minute);
const end = new Date();
let owner: Actor;
let endpointId: string;
let keyId: string;

const call = (minutes: number, more: Partial<CallRecord>) =>
  aCallRecord({ endpointId, keyId, at: new Date(begin.getTime() + minutes * minute), ...more });
const failing = { status: 500, path: '/last' };
const refused = { status: 403, outcome: 'key_inactive' };
const reset = { status: 502, outcome: 'upstream_reset' };
const broken = { status: 200, outcome: 'client_gone' };

beforeAll(async () => {
  owner = await anOwner();
  endpointId = (await anEndpoint(owner)).id;
  keyId = (await aKey(owner, endpointId)).key.id;
  await insertCalls([
    ...[call(1, {}), call(2, { status: 404 }), call(3, { ...failing, source: 'console' })],
    ...[call(1, { status: 500 }), call(3, failing), call(2, { status: 500 })],
    ...[call(4, refused), call(5, refused), call(6, { ...refused, environment: 'production' })],
    ...[call(7, reset), call(8, broken), call(-1, reset), call(11, reset)],
  ]);
});

const group = (outcome: string, status: number, calls: number, environment = 'sandbox') => ({
  ...{ keyId, environment, outcome, status, calls },
  last: expect.objectContaining({ method: 'GET', address: '203.0.113.40' }),
});

test('what went wrong in a range is grouped with its newest call, the most frequent first', async () => {
  const found = await groupFailures(owner, { subject: { endpointId }, from: begin, to: end });
  expect(found).toEqual([
    ...[group('ok', 500, 3), group('key_inactive', 403, 2), group('client_gone', 200, 1)],
    ...[group('upstream_reset', 502, 1), group('key_inactive', 403, 1, 'production')],
  ]);
  expect(found[0]?.last).toMatchObject({ at: new Date(begin.getTime() + 3 * minute), path: '/last' });
  const ofKey = { subject: { keyId }, environment: 'production' as const, from: begin, to: end };
  expect(await groupFailures(owner, ofKey)).toEqual([group('key_inactive', 403, 1, 'production')]);
});

test('whether anything went wrong is told of apps, and without what the API rejected', async () => {
  const within = (from: number, to: number) => ({
    from: new Date(begin.getTime() + from * minute),
    to: new Date(begin.getTime() + to * minute),
  });
  expect(await hasFailures(endpointId, within(7, 8))).toBe(true);
  expect(await hasFailures(endpointId, within(2.5, 3.5))).toBe(true);
  expect(await hasFailures(endpointId, within(1.5, 1.9))).toBe(false);
  expect(await hasFailures(endpointId, within(9, 10))).toBe(false);
});

test('a key’s calls are counted, each as refused or failed at most once', async () => {
  // 500 thrice by apps and once from the console, 502 twice: failed. 403 thrice, broken off once: refused.
  expect(await countCalls(owner, { keyId, since: begin })).toEqual({ total: 12, refused: 4, failed: 6 });
});

import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../accounts/index.ts';
import { type CallRecord, insertCalls } from '../calls/index.ts';
import { database, newId } from '../database/index.ts';
import type { KeyView } from '../keys/index.ts';
import { aCollaborator, aKey, anEndpoint, anOwner } from '../testing/builders.ts';
import { suiteDatabase } from '../testing/database.ts';
import { judgeErrorRate, judgeSilence } from './alert-state.ts';
import {
  evaluateErrorRates,
  evaluateFirstCalls,
  evaluateSilence,
  listNotifications,
  saveAssignments,
  saveMyRule,
} from './index.ts';

suiteDatabase();

const minute = 60_000;
const day = 24 * 60 * minute;
const kinds = ['error_rate', 'first_production_call', 'no_calls'];

let owner: Actor;
let mina: Actor;
let key: KeyView;

beforeEach(async () => {
  // Evaluations look at all keys: those of other tests are none of this one's business.
  await database().collection('notificationRules').deleteMany({});
  owner = await anOwner();
  ({ key } = await aKey(owner, (await anEndpoint(owner)).id));
  mina = await aCollaborator(key);
  await assign(kinds);
});

async function assign(some: string[]): Promise<void> {
  if (mina.kind !== 'account') throw new Error('an account acts');
  await saveAssignments(owner, { keyId: key.id, accountId: mina.accountId, kinds: some });
}

async function calls(
  number: number,
  call: Partial<CallRecord> = {},
  { agoMs = 0 }: { agoMs?: number } = {},
): Promise<void> {
  const records = Array.from(
    { length: number },
    (): CallRecord => ({
      ...{ id: newId(), at: new Date(Date.now() - agoMs), endpointId: key.endpointId, keyId: key.id },
      ...{
        environment: 'production',
        keyGeneration: 1,
        source: 'app',
        method: 'GET',
        path: '/orders',
        query: '',
      },
      ...{ outcome: 'ok', status: 200, held: ['read'], bytesIn: 0, bytesOut: 2, gatewayMs: 1 },
      ...{ address: '203.0.113.9', userAgent: 'test', gatewayIncarnation: 'g1', ...call },
    }),
  );
  await insertCalls(records);
}

const told = async () => (await listNotifications(mina, { limit: 50 })).map(({ title }) => title);
const callsTable = () => database().collection('calls');

describe('the error rate', () => {
  test('is told once when it goes over the threshold, and again only after it was well', async () => {
    await calls(90);
    await calls(4, { status: 502 });
    expect(await evaluateErrorRates()).toBe(0);
    await calls(6, { status: 503 });
    expect(await evaluateErrorRates()).toBe(1);
    expect(await told()).toEqual([`Production key of ${key.name}: 10 % of its calls fail`]);
    await calls(200, { status: 500 });
    expect(await evaluateErrorRates()).toBe(0);
    // It sinks below the threshold, and not yet to half of it.
    await calls(4_500);
    expect(await evaluateErrorRates()).toBe(0);
    await calls(400, { status: 500 });
    expect(await evaluateErrorRates()).toBe(0);
    // The five minutes pass.
    await callsTable().deleteMany({ keyId: key.id });
    expect(await evaluateErrorRates()).toBe(0);
    await calls(10, { status: 500 });
    expect(await evaluateErrorRates()).toBe(1);
    expect(await told()).toHaveLength(2);
  });

  test('is told once, however many workers look at the same moment', async () => {
    await calls(10, { status: 500 });
    const found = await Promise.all(Array.from({ length: 5 }, evaluateErrorRates));
    expect(found.reduce((sum, each) => sum + each, 0)).toBe(1);
    expect(await told()).toHaveLength(1);
  });

  test('counts each environment for itself, no older calls, no refusals of ours below 500, and not two failures', async () => {
    await calls(50, { status: 500 }, { agoMs: 6 * minute });
    await calls(50, { status: 403, outcome: 'permission_missing' });
    await calls(2, { status: 500, environment: 'sandbox' });
    expect(await evaluateErrorRates()).toBe(0);
  });

  test('follows each person’s own threshold, and is not told when it is off or taken away', async () => {
    const rule = { keyId: key.id, kind: 'error_rate', on: true, mail: false, portal: true };
    await saveMyRule(mina, { ...rule, threshold: 50 });
    await calls(60);
    await calls(40, { status: 500 });
    expect(await evaluateErrorRates()).toBe(0);
    await saveMyRule(mina, { ...rule, on: false, threshold: 5 });
    expect(await evaluateErrorRates()).toBe(0);
    await assign([]);
    expect(await evaluateErrorRates()).toBe(0);
    await assign(['error_rate']);
    await saveMyRule(mina, { ...rule, threshold: 40 });
    expect(await evaluateErrorRates()).toBe(1);
  });

  test.each([
    [false, { total: 100, failed: 5 }, 'begin'],
    [false, { total: 100, failed: 4 }, 'go on'],
    [false, { total: 2, failed: 2 }, 'go on'],
    [true, { total: 100, failed: 3 }, 'go on'],
    [true, { total: 100, failed: 2 }, 'end'],
    [true, { total: 0, failed: 0 }, 'end'],
  ] as const)('going on: %s, %j at 5 %% is %s', (goesOn, traffic, verdict) => {
    expect(judgeErrorRate(goesOn, traffic, 5)).toBe(verdict);
  });
});

describe('the first production call', () => {
  test('is told once, by its own call; calls of the sandbox and refused ones are none', async () => {
    await calls(3, { environment: 'sandbox' });
    await calls(1, { outcome: 'key_inactive', status: 403 });
    expect(await evaluateFirstCalls()).toBe(0);
    await calls(1, { path: '/orders/7' });
    await calls(4);
    const found = await Promise.all([evaluateFirstCalls(), evaluateFirstCalls(), evaluateFirstCalls()]);
    expect(found.reduce((sum, each) => sum + each, 0)).toBe(1);
    await calls(1);
    expect(await evaluateFirstCalls()).toBe(0);
    expect(await told()).toEqual([`${key.name} is live: first production call`]);
  });

  test('of a key that was live before anybody wanted to hear of it is not told', async () => {
    await calls(1, {}, { agoMs: day });
    await calls(1);
    expect(await evaluateFirstCalls()).toBe(0);
    await calls(1);
    expect(await evaluateFirstCalls()).toBe(0);
  });
});

describe('silence', () => {
  test('is told once it has lasted, once, and again only after a call', async () => {
    await calls(1, {}, { agoMs: 6 * day });
    expect(await evaluateSilence()).toBe(0);
    await callsTable().updateMany(
      { keyId: key.id },
      { $set: { at: new Date(Date.now() - 7 * day - minute) } },
    );
    const found = await Promise.all([evaluateSilence(), evaluateSilence()]);
    expect(found.reduce((sum, each) => sum + each, 0)).toBe(1);
    expect(await evaluateSilence()).toBe(0);
    expect(await told()).toEqual([`No call with ${key.name} for 7 days`]);
    await calls(1);
    expect(await evaluateSilence()).toBe(0);
    await callsTable().updateMany({ keyId: key.id }, { $set: { at: new Date(Date.now() - 8 * day) } });
    expect(await evaluateSilence()).toBe(1);
  });

  test('of a key that was never used counts from when it was assigned', () => {
    const now = new Date();
    const assigned = new Date(now.getTime() - 3 * day);
    expect(judgeSilence(false, assigned, now, 4)).toBe('go on');
    expect(judgeSilence(false, assigned, now, 3)).toBe('begin');
    expect(judgeSilence(true, assigned, now, 3)).toBe('go on');
    expect(judgeSilence(true, now, now, 3)).toBe('end');
  });
});

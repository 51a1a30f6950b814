import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLog } from '../process/index.ts';
import { aCallRecord } from '../testing/call-records.ts';
import { suiteDatabase } from '../testing/database.ts';
import { CallFeed, type FeedEvent } from './call-feed.ts';
import type { CallFilter } from './call-filter.ts';
import { type CallRecord, callCollection } from './call-record.ts';
import { insertCalls } from './insert-calls.ts';

suiteDatabase();

let feed: CallFeed;
beforeEach(() => {
  feed = new CallFeed(createLog('test', 'silent'));
});
afterEach(async () => {
  await feed.close();
});

const aCall = (facts: Partial<CallRecord> = {}) =>
  aCallRecord({ endpointId: 'orders', keyId: 'acme', ...facts });

/** Somebody who reads, and waits for so many calls. */
async function aReader(keyId: string, filter: CallFilter = {}, since?: number) {
  const events: FeedEvent[] = [];
  let lost = 0;
  let told = () => {};
  const stop = await feed.subscribe(
    { subject: { keyId }, filter, ...(since !== undefined && { since }) },
    {
      take(event) {
        events.push(event);
        told();
      },
      lost() {
        lost += 1;
      },
    },
  );
  async function until(length: number): Promise<string[]> {
    while (events.length < length)
      await new Promise<void>(resolve => {
        told = resolve;
      });
    return events.map(({ call }) => call.id);
  }
  return { until, stop, lost: () => lost, last: () => events.at(-1)?.number };
}

test('everybody is told of the calls they may see and asked for, in the order they were stored', async () => {
  const acme = await aReader('acme');
  const refused = await aReader('acme', { outcome: 'refused' });
  const paloma = await aReader('paloma');
  const denied = aCall({ outcome: 'key_inactive', status: 403 });
  const calls = [aCall(), denied, aCall({ keyId: 'paloma' }), aCall()];
  for (const call of calls) await insertCalls([call]);
  expect(await acme.until(3)).toEqual([calls[0]?.id, denied.id, calls[3]?.id]);
  expect(await refused.until(1)).toEqual([denied.id]);
  expect(await paloma.until(1)).toEqual([calls[2]?.id]);
});

test('what is stored right after somebody began to read is told', async () => {
  for (let i = 0; i < 5; i++) {
    const reader = await aReader('acme');
    const call = aCall();
    await insertCalls([call]);
    expect(await reader.until(1)).toEqual([call.id]);
    reader.stop();
  }
});

test('who was cut off goes on without a gap and without a call twice', async () => {
  const stays = await aReader('acme');
  const first = await aReader('acme');
  await insertCalls([aCall()]);
  await first.until(1);
  first.stop();
  const missed = [aCall(), aCall()];
  for (const call of missed) await insertCalls([call]);
  await stays.until(3);
  const back = await aReader('acme', {}, first.last());
  const next = aCall();
  await insertCalls([next]);
  expect(await back.until(3)).toEqual([...missed, next].map(({ id }) => id));
  expect(back.lost()).toBe(0);
});

test('who comes back too late, or from another process, is told to look again', async () => {
  const first = await aReader('acme');
  await insertCalls([aCall()]);
  await first.until(1);
  first.stop();
  for (const since of [first.last(), 7, Date.now() * 2_000]) {
    const back = await aReader('acme', {}, since);
    expect(back.lost()).toBe(1);
    back.stop();
  }
});

test('a call whose end became known is told again', async () => {
  const reader = await aReader('acme');
  const call = aCall({ outcome: 'unknown', status: 0 });
  await insertCalls([call]);
  await insertCalls([{ ...call, outcome: 'ok', status: 200 }]);
  expect(await reader.until(2)).toEqual([call.id, call.id]);
});

test('who could not begin to read is told nothing, and whoever comes next can', async () => {
  const calls = callCollection();
  const watch = calls.watch.bind(calls);
  vi.spyOn(calls, 'watch').mockImplementationOnce(() => watch([{ $noSuchStage: 1 }]));
  const told: string[] = [];
  const reader = {
    take: ({ call }: FeedEvent) => void told.push(call.id),
    lost: () => void told.push('lost'),
  };
  await expect(feed.subscribe({ subject: { keyId: 'acme' }, filter: {} }, reader)).rejects.toThrow(
    'noSuchStage',
  );
  const next = await aReader('acme');
  const call = aCall();
  await insertCalls([call]);
  expect(await next.until(1)).toEqual([call.id]);
  expect(told).toEqual([]);
});

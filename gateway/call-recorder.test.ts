import type { CallRecord } from '@ck/shared/calls';
import { createLog } from '@ck/shared/process';
import { expect, test } from 'vitest';
import { CallRecorder } from './call-recorder.ts';

const silent = createLog('test', 'silent');

function aRecord(id: number): CallRecord {
  return {
    id: String(id),
    at: new Date(),
    endpointId: 'e',
    keyId: 'k',
    environment: 'sandbox',
    keyGeneration: 1,
    source: 'app',
    method: 'GET',
    path: '/x',
    query: '',
    outcome: 'ok',
    status: 200,
    held: [],
    bytesIn: 0,
    bytesOut: 0,
    gatewayMs: 0,
    address: '127.0.0.1',
    userAgent: '',
    gatewayIncarnation: 'g',
  };
}

/** A store that fails the first `failures` times and tells of each batch. */
function aStore(failures = 0) {
  const batches: string[][] = [];
  let waiting: (() => void) | undefined;
  return {
    batches,
    stored: () => batches.flat(),
    next: () => new Promise<void>(resolve => (waiting = resolve)),
    async store(records: readonly CallRecord[]) {
      if (failures-- > 0) throw new Error('the database is away');
      batches.push(records.map(({ id }) => id));
      waiting?.();
    },
  };
}

test('one record alone is stored without waiting for others', async () => {
  const store = aStore();
  const recorder = new CallRecorder(silent, store.store);
  const next = store.next();
  recorder.add(aRecord(1));
  await next;
  expect(store.batches).toEqual([['1']]);
});

test('a full batch is stored at once, and no batch is larger than 500', async () => {
  const store = aStore();
  const recorder = new CallRecorder(silent, store.store);
  for (let i = 0; i < 1234; i++) recorder.add(aRecord(i));
  await recorder.close();
  expect(store.batches.map(batch => batch.length)).toEqual([500, 500, 234]);
  expect(store.stored()).toEqual(Array.from({ length: 1234 }, (_, i) => String(i)));
});

test('what could not be stored is tried again, in order and once', async () => {
  const store = aStore(3);
  const recorder = new CallRecorder(silent, store.store);
  const next = store.next();
  for (let i = 0; i < 500; i++) recorder.add(aRecord(i));
  await next;
  await recorder.close();
  expect(store.stored()).toEqual(Array.from({ length: 500 }, (_, i) => String(i)));
  expect(recorder.queued).toBe(0);
});

test('the queue is bounded, and what does not fit is counted', async () => {
  const recorder = new CallRecorder(silent, () => new Promise(() => {}));
  for (let i = 0; i < 20_003; i++) recorder.add(aRecord(i));
  expect([recorder.queued, recorder.lost]).toEqual([20_000, 3]);
});

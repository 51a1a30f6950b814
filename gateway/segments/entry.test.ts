import {
  beginningOf,
  type CallDocument,
  type CallEnd,
  type CallRecord,
  RowBatch,
  type Stretch,
} from '@ck/shared/calls';
import { aCallRecord } from '@ck/shared/testing/call-records';
import { someCall } from '@ck/shared/testing/some-call';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginningIn, decodeEntry, endIn, putBegun, putDone, putWhole } from './entry.ts';
import { readFrames } from './frame.ts';
import { FrameBuffer } from './frame-buffer.ts';

const decoded = (payload: Buffer) => {
  const entry = decodeEntry(payload);
  if (entry === undefined) throw new Error('it is no entry');
  return entry;
};

function entriesOf(record: CallRecord) {
  const frames = new FrameBuffer();
  putBegun(frames, beginningOf(record));
  putDone(frames, record.id, record);
  putWhole(frames, beginningOf(record), record);
  const found = [...readFrames(frames.take())];
  return found.map(each => decoded(each.kind === 'payload' ? each.payload : Buffer.alloc(0)));
}

function rowOf(beginning: Stretch | undefined, end: CallEnd | undefined): CallDocument | undefined {
  const batch = new RowBatch();
  // Whose hour it is marked in is not looked at here.
  const mark = { name: '' } as Parameters<RowBatch['add']>[2];
  if (beginning !== undefined && end !== undefined) batch.add(beginning, end, mark);
  return batch.documents()[0];
}

/** As if it had never been on a disk. */
const rowFrom = (record: CallRecord) => rowOf(beginningOf(record), record);

test('a call is read from its entries as it was written, whatever was sent in it and whatever it lacks', () => {
  fc.assert(
    fc.property(someCall, record => {
      const [begun, done, whole] = entriesOf(record);
      if (begun === undefined || done === undefined || whole === undefined) throw new Error('one is missing');
      expect([begun, done, whole].map(({ kind }) => kind)).toEqual(['begun', 'done', 'whole']);
      expect([begun, done, whole].map(({ id }) => id)).toEqual([record.id, record.id, record.id]);
      expect(rowOf(beginningIn(begun), endIn(done))).toEqual(rowFrom(record));
      expect(rowOf(beginningIn(whole), endIn(whole))).toEqual(rowFrom(record));
    }),
  );
});

test('the end of a call, with the longest code and the largest numbers, fits the room that is kept for it', () => {
  const frames = new FrameBuffer();
  const numbers = {
    bytesIn: 1e15 + 0.5,
    bytesOut: 1e15 + 0.5,
    gatewayMs: 1e9 + 0.01,
    upstreamMs: 1e9 + 0.01,
  };
  const end = { ...aCallRecord(), outcome: 'x'.repeat(24), status: 599, ...numbers };
  putDone(frames, end.id, end);
  expect(frames.length).toBeLessThanOrEqual(256);
});

const textual = (mark: string, { id }: CallRecord, content: unknown) =>
  decoded(Buffer.from(`${mark}${id.padEnd(26)}${JSON.stringify(content)}`));

test('what an earlier version left on the disk, as a list without names, is read as well', () => {
  const record = aCallRecord({
    upstreamMs: 7,
    operationId: 'listOrders',
    epoch: 3,
    query: 'ü=1',
    path: '/ü',
  });
  const { at, endpointId, keyId, environment, keyGeneration, source, method, path, query } = record;
  const { held, bytesIn, bytesOut, gatewayMs, address, userAgent, gatewayIncarnation, epoch } = record;
  const list = (outcome: string, status: number) => [
    ...[
      at.getTime(),
      endpointId,
      keyId,
      environment,
      keyGeneration,
      source,
      method,
      path,
      query,
      outcome,
      status,
    ],
    ...[
      held,
      bytesIn,
      bytesOut,
      gatewayMs,
      address,
      userAgent,
      gatewayIncarnation,
      epoch,
      undefined,
      undefined,
    ],
    ...['listOrders', undefined, 7],
  ];
  const begun = textual('b', record, list('unknown', 0));
  const done = textual('d', record, [record.outcome, record.status, bytesIn, bytesOut, gatewayMs, 7]);
  expect([begun.kind, begun.id, done.kind, done.id]).toEqual(['begun', record.id, 'done', record.id]);
  expect(rowOf(beginningIn(begun), endIn(done))).toEqual(rowFrom(record));
  const whole = textual('w', record, list('key_inactive', 403));
  expect(rowOf(beginningIn(whole), endIn(whole))).toEqual(
    rowFrom({ ...record, outcome: 'key_inactive', status: 403 }),
  );
});

test('what a still earlier version left there, with the names of its fields, is read as well', () => {
  const record = aCallRecord({ upstreamMs: 7, operationId: 'listOrders' });
  const named = { ...record, at: record.at.getTime() };
  const begun = textual('b', record, named);
  const facts = { outcome: 'ok', status: 201, bytesIn: 1, bytesOut: 2, gatewayMs: 3 };
  const done = textual('d', record, ['ok', 201, 1, 2, 3, null]);
  const { upstreamMs: _, ...without } = record;
  expect(rowOf(beginningIn(begun), endIn(done))).toEqual(rowFrom({ ...without, ...facts }));
  const whole = textual('w', record, named);
  expect(rowOf(beginningIn(whole), endIn(whole))).toEqual(rowFrom(record));
});

test('what is none of our entries is told, not guessed', () => {
  for (const text of ['', 'x', '?'.repeat(60)]) expect(decodeEntry(Buffer.from(text))).toBeUndefined();
  const broken = decoded(Buffer.from(`b${aCallRecord().id}{`));
  expect([beginningIn(broken), endIn({ ...broken, kind: 'done' })]).toEqual([undefined, undefined]);
});

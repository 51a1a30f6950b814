import fc from 'fast-check';
import { BSON } from 'mongodb';
import { expect, test } from 'vitest';
import { aCallRecord } from '../../testing/call-records.ts';
import { someCall } from '../../testing/some-call.ts';
import type { CallRecord } from '../call-record.ts';
import { failureOf } from '../insert-calls.ts';
import { beginningOf, readBeginning } from './beginning.ts';
import { RowBatch } from './row-batch.ts';

/** With the type of each number, which is lost where numbers are read as such. */
const typed = (bytes: Uint8Array): unknown =>
  JSON.parse(BSON.EJSON.stringify(BSON.deserialize(bytes, { promoteValues: false }), { relaxed: false }));

/** What the driver makes of it: the order of the fields apart, the bytes must say the same, with the same types. */
function stored({ id, ...record }: CallRecord, storedAt: number, expiresAt: number) {
  const times = { storedAt: new Date(storedAt), expiresAt: new Date(expiresAt) };
  const document = { _id: id, ...record, ...times, ...failureOf(record) };
  return BSON.serialize(document);
}

/** The rows as the server reads them: each begins with its own length. */
function rowsIn(bytes: Buffer): Buffer[] {
  const rows: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += bytes.readInt32LE(at))
    rows.push(bytes.subarray(at, at + bytes.readInt32LE(at)));
  return rows;
}

test('a row has every field of its call as the driver would write it, whatever was sent and whatever is missing', () => {
  fc.assert(
    fc.property(fc.array(someCall, { minLength: 1, maxLength: 5 }), fc.nat(), (calls, storedAt) => {
      const batch = new RowBatch();
      for (const call of calls) batch.addRecord(call);
      batch.stamp(storedAt, ({ hour }) => hour);
      const hourOf = ({ at }: CallRecord) => Math.floor(at.getTime() / 3_600_000);
      const expected = calls.map(call => stored(call, storedAt, hourOf(call)));
      expect(rowsIn(batch.bytes).map(typed)).toEqual(expected.map(typed));
      expect(batch.documents()).toEqual(expected.map(bytes => BSON.deserialize(bytes)));
    }),
    { numRuns: 500 },
  );
});

test('the id of a row is its first field: the server would put it there, byte by byte', () => {
  const batch = new RowBatch();
  batch.addRecord(aCallRecord());
  expect(Object.keys(batch.documents()[0] ?? {})[0]).toBe('_id');
});

test('whose call it was, and when, is read from its beginning alone', () => {
  fc.assert(
    fc.property(someCall, call => {
      const { id, endpointId, environment, bytesIn } = call;
      // Texts that are no Unicode do not survive UTF-8.
      const keyId = call.keyId.toWellFormed();
      const facts = { id, at: call.at.getTime(), endpointId, keyId, environment, bytesIn };
      expect(readBeginning(beginningOf(call))).toEqual(facts);
    }),
  );
});

test('hours of one key are marked once, and each environment and key has its own', () => {
  const batch = new RowBatch();
  const at = (text: string) => ({ at: new Date(text) });
  for (let i = 0; i < 3; i++) {
    batch.addRecord(aCallRecord({ ...at('2026-11-20T10:00:00.000Z'), keyId: 'K' }));
    batch.addRecord(aCallRecord({ ...at('2026-11-20T11:59:59.999Z'), keyId: 'K' }));
    batch.addRecord(
      aCallRecord({ ...at('2026-11-20T10:30:00.000Z'), keyId: 'K', environment: 'production' }),
    );
    batch.addRecord(aCallRecord({ ...at('2026-11-20T10:00:00.000Z'), keyId: 'L' }));
  }
  expect(
    batch
      .marks()
      .map(({ name }) => name)
      .sort(),
  ).toEqual([
    'K:production:2026-11-20T10:00:00.000Z',
    'K:sandbox:2026-11-20T10:00:00.000Z',
    'K:sandbox:2026-11-20T11:00:00.000Z',
    'L:sandbox:2026-11-20T10:00:00.000Z',
  ]);
});

test('a batch whose rows were taken away is as good as a new one', () => {
  const [batch, fresh] = [new RowBatch(), new RowBatch()];
  const rest = [aCallRecord(), aCallRecord({ query: 'a=b', upstreamMs: 1.5 })];
  for (let i = 0; i < 300; i++) batch.addRecord(aCallRecord({ path: `/${'x'.repeat(i)}` }));
  batch.clear();
  for (const each of [batch, fresh]) for (const record of rest) each.addRecord(record);
  expect(batch.bytes.equals(fresh.bytes)).toBe(true);
  expect(batch.marks()).toEqual(fresh.marks());
});

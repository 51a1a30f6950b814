import type { CallRecord } from '@ck/shared/calls';
import { aCallRecord } from '@ck/shared/testing/call-records';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeEntry, encodeEntry, recordOf, recordOfDone } from './entry.ts';

const decoded = (text: string) => {
  const entry = decodeEntry(Buffer.from(text));
  if (entry === undefined) throw new Error('it is no entry');
  return entry;
};

const some = fc.record(
  {
    at: fc.date({ noInvalidDate: true }),
    environment: fc.constantFrom('sandbox', 'production'),
    source: fc.constantFrom('app', 'console'),
    path: fc.string({ unit: 'binary' }),
    query: fc.string({ unit: 'binary' }),
    userAgent: fc.string({ unit: 'binary' }),
    held: fc.subarray(['create', 'read', 'update', 'delete']),
    status: fc.integer({ min: 200, max: 599 }),
    bytesIn: fc.nat(),
    gatewayMs: fc.double({ min: 0, max: 1e6, noNaN: true }).map(number => Math.abs(number)),
    epoch: fc.nat(),
    actorId: fc.string(),
    needed: fc.constantFrom('read', 'delete'),
    operationId: fc.string(),
    documentRevision: fc.nat(),
    upstreamMs: fc.nat(),
  },
  { requiredKeys: ['at', 'status', 'held'] },
) as fc.Arbitrary<Partial<CallRecord>>;

test('a call is read from its entries as it was written, whatever was sent in it and whatever it lacks', () => {
  fc.assert(
    fc.property(some, facts => {
      const record = aCallRecord(facts);
      expect(recordOf(decoded(encodeEntry('whole', record)))).toEqual(record);
      const begun = decoded(encodeEntry('begun', record));
      expect(recordOf(begun)).toEqual({ ...record, outcome: 'unknown', status: 0 });
      expect(recordOfDone(begun, decoded(encodeEntry('done', record)))).toEqual(record);
    }),
  );
});

test('what an earlier version left on the disk, with the names of its fields, is read as well', () => {
  const record = aCallRecord({ upstreamMs: 7, operationId: 'listOrders' });
  const named = (mark: string, content: object) => `${mark}${record.id.padEnd(26)}${JSON.stringify(content)}`;
  const begun = decoded(named('b', { ...record, at: record.at.getTime() }));
  expect(recordOf(begun)).toEqual(record);
  expect(recordOfDone(begun, decoded(named('d', ['ok', 201, 1, 2, 3, 4])))).toEqual({
    ...record,
    ...{ outcome: 'ok', status: 201, bytesIn: 1, bytesOut: 2, gatewayMs: 3, upstreamMs: 4 },
  });
});

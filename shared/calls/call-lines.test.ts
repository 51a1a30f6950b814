import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportFormats } from './call-lines.ts';
import type { CallView } from './find-calls.ts';

const call: CallView = {
  ...{ id: '01KCZ81F9QW4E7T2R5Y8V1J3XP', at: new Date('2026-11-26T12:00:00Z'), endpointId: 'e', keyId: 'k' },
  ...{
    environment: 'sandbox',
    keyGeneration: 2,
    source: 'app',
    method: 'GET',
    path: '/orders',
    query: 'a=1',
  },
  ...{ outcome: 'ok', status: 200, held: ['create', 'read'], bytesIn: 0, bytesOut: 7, gatewayMs: 1.5 },
  ...{ address: '203.0.113.40', userAgent: 'node', gatewayIncarnation: 'g' },
};

/** A reader of RFC 4180, written for nothing but this. */
function readCsv(line: string): string[] {
  const cells = line.replace(/\r\n$/, '').matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g);
  return [...cells].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}

test('a row of CSV has a cell for each name of the first line', () => {
  expect(readCsv(exportFormats.csv.head)).toHaveLength(readCsv(exportFormats.csv.line(call)).length);
  expect(exportFormats.csv.line(call)).toBe(
    '01KCZ81F9QW4E7T2R5Y8V1J3XP,2026-11-26T12:00:00.000Z,k,sandbox,2,app,GET,/orders,a=1,,,ok,200,,create read,0,7,1.5,,203.0.113.40,node\r\n',
  );
});

test('no text breaks out of its cell, and none is a formula', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.tuple(fc.constantFrom(...'=+-@\t\r", \n'), fc.string()).map(parts => parts.join('')),
  );
  fc.assert(
    fc.property(texts, userAgent => {
      const cell = readCsv(exportFormats.csv.line({ ...call, userAgent })).at(-1) ?? '';
      expect(cell.replace(/^'(?=[=+\-@\t\r])/, '')).toBe(userAgent);
      expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});

test('a row of NDJSON is one line, and JSON', () => {
  fc.assert(
    fc.property(fc.string(), path => {
      const line = exportFormats.ndjson.line({ ...call, path });
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(JSON.parse(line)).toMatchObject({ id: call.id, path, held: 'create read' });
    }),
  );
});

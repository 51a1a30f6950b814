import fc from 'fast-check';
import type { CallRecord } from '../calls/index.ts';
import { newId } from '../database/index.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.string({ unit: 'grapheme-ascii', minLength: 40, maxLength: 60 }),
);
const number = fc.oneof(fc.nat(), fc.maxSafeNat(), fc.double({ min: 0, max: 1e9, noNaN: true }));
const required = fc.record({
  at: fc.date({ noInvalidDate: true, min: new Date('1960-01-01'), max: new Date('2200-01-01') }),
  endpointId: fc.constantFrom('one', 'two', 'ünlike'),
  keyId: fc.oneof(fc.constantFrom('a', 'b'), text),
  environment: fc.constantFrom('sandbox' as const, 'production' as const),
  keyGeneration: fc.nat(),
  source: fc.constantFrom('app' as const, 'console' as const),
  method: fc.constantFrom('GET', 'DELETE'),
  path: text,
  query: text,
  outcome: fc.constantFrom('ok', 'unknown', 'permission_missing'),
  status: fc.integer({ min: 0, max: 599 }),
  held: fc.shuffledSubarray(['create', 'read', 'update', 'delete'] as const),
  bytesIn: number,
  bytesOut: number,
  gatewayMs: number,
  address: fc.constantFrom('203.0.113.40', '2001:db8::1'),
  userAgent: text,
  gatewayIncarnation: fc.constantFrom('g', 'h'),
});
const optional = fc.record(
  {
    epoch: fc.maxSafeNat(),
    actorId: text,
    needed: fc.constantFrom('create' as const, 'read' as const, 'update' as const, 'delete' as const),
    operationId: text,
    documentRevision: fc.nat(),
    upstreamMs: number,
  },
  { requiredKeys: [] },
);

/** Any call there can be, and some there cannot: whatever was sent in it, and whatever it lacks. */
export const someCall: fc.Arbitrary<CallRecord> = fc
  .tuple(required, optional)
  .map(([facts, more]) => ({ id: newId(), ...facts, ...more }));

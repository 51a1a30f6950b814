import type { CallRecord } from '../calls/index.ts';
import { newId } from '../database/index.ts';

/** A call that its API answered, as the gateway records it. */
export function aCallRecord(facts: Partial<CallRecord> = {}): CallRecord {
  return {
    id: newId(),
    at: new Date(),
    endpointId: 'endpoint',
    keyId: 'key',
    environment: 'sandbox',
    keyGeneration: 1,
    source: 'app',
    method: 'GET',
    path: '/orders',
    query: '',
    outcome: 'ok',
    status: 200,
    held: ['read'],
    bytesIn: 0,
    bytesOut: 0,
    gatewayMs: 1,
    address: '203.0.113.40',
    userAgent: '',
    gatewayIncarnation: 'g',
    ...facts,
  };
}

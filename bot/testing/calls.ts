import { type CallRecord, insertCalls } from '@ck/shared/calls';
import type { KeyView } from '@ck/shared/keys';
import { aCallRecord } from '@ck/shared/testing/call-records';

/** A call of an app some seconds ago, as the gateway records it. @returns its request id */
export async function createCall(key: KeyView, facts: Partial<CallRecord> = {}): Promise<string> {
  const at = new Date(Date.now() - 10_000);
  const environment = facts.needed === 'delete' ? 'production' : 'sandbox';
  const record = aCallRecord({ endpointId: key.endpointId, keyId: key.id, at, environment, ...facts });
  await insertCalls([record]);
  return record.id;
}

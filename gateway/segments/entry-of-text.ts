import type { CallBeginning, CallEnd } from '@ck/shared/calls';
import type { EntryKind } from './entry.ts';

/**
 * Entries as earlier versions wrote them, which may still lie on a disk: a small letter for the kind, the call's id, then
 * JSON; of a call without the names of its fields, or, in still older ones, with them.
 */
const letters = new Map<string, EntryKind>([
  ['b', 'begun'],
  ['d', 'done'],
  ['w', 'whole'],
]);
const idBytes = 26;

/** The fields of a record in the order in which they were written. */
const written = [
  ...(['at', 'endpointId', 'keyId', 'environment', 'keyGeneration', 'source', 'method', 'path'] as const),
  ...(['query', 'outcome', 'status', 'held', 'bytesIn', 'bytesOut', 'gatewayMs', 'address'] as const),
  ...(['userAgent', 'gatewayIncarnation', 'epoch', 'actorId', 'needed', 'operationId'] as const),
  ...(['documentRevision', 'upstreamMs'] as const),
];

type WrittenRecord = Omit<CallBeginning, 'at'> & CallEnd & { at: number };

export const kindOfText = (payload: Buffer): EntryKind | undefined =>
  letters.get(payload.toString('latin1', 0, 1));

export const idOfText = (payload: Buffer): string => payload.toString('utf8', 1, 1 + idBytes).trimEnd();

/** Of an entry that is `begun` or `whole`; undefined when it cannot be read. */
export function beginningOfText(id: string, payload: Buffer): CallBeginning | undefined {
  const record = recordOf(payload);
  return record && { ...record, id, at: new Date(record.at) };
}

/** Of an entry that is `done` or `whole`; undefined when it cannot be read. */
export function endOfText(kind: EntryKind, payload: Buffer): CallEnd | undefined {
  if (kind !== 'done') return recordOf(payload);
  const parts = parse(payload);
  if (!Array.isArray(parts)) return undefined;
  const [outcome, status, bytesIn, bytesOut, gatewayMs, upstreamMs] = parts;
  return { outcome, status, bytesIn, bytesOut, gatewayMs, ...(upstreamMs !== null && { upstreamMs }) };
}

/** It was written by us and its checksum holds: more than its being a record need not be asked. */
function recordOf(payload: Buffer): WrittenRecord | undefined {
  const parsed = parse(payload);
  const record = Array.isArray(parsed) ? named(parsed) : parsed;
  return typeof record === 'object' && record !== null && 'at' in record
    ? (record as WrittenRecord)
    : undefined;
}

function named(values: readonly unknown[]): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [i, name] of written.entries()) {
    const value = values[i];
    if (value !== null && value !== undefined) record[name] = value;
  }
  return record;
}

function parse(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8', 1 + idBytes));
  } catch {
    return undefined;
  }
}

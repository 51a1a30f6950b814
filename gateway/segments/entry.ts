import type { CallRecord } from '@ck/shared/calls';

/**
 * What is written of a call: `begun` before it is forwarded, with all that is known by then; `done` before the last byte
 * of its answer, with what came since; `whole` for a call that was answered without being forwarded.
 */
export type EntryKind = 'begun' | 'done' | 'whole';

const marks: Readonly<Record<EntryKind, string>> = { begun: 'b', done: 'd', whole: 'w' };
const kinds = new Map(Object.entries(marks).map(([kind, mark]) => [mark, kind as EntryKind]));
/** As much as an id of a call needs (a ULID), so that entries of one call are found without reading the rest. */
const idBytes = 26;

/** The fields of a record in the order in which they are written: their names would be half of all bytes. */
const written = [
  ...(['at', 'endpointId', 'keyId', 'environment', 'keyGeneration', 'source', 'method', 'path'] as const),
  ...([
    'query',
    'outcome',
    'status',
    'held',
    'bytesIn',
    'bytesOut',
    'gatewayMs',
    'address',
    'userAgent',
  ] as const),
  ...([
    'gatewayIncarnation',
    'epoch',
    'actorId',
    'needed',
    'operationId',
    'documentRevision',
    'upstreamMs',
  ] as const),
];

/** An entry as text: a letter for its kind, the call's id, then JSON. */
export function encodeEntry(kind: EntryKind, record: CallRecord): string {
  const content =
    kind === 'done'
      ? endOf(record)
      : kind === 'begun'
        ? wholeOf(record, 'unknown', 0)
        : wholeOf(record, record.outcome, record.status);
  return `${marks[kind]}${record.id.padEnd(idBytes)}${content}`;
}

function endOf({ outcome, status, bytesIn, bytesOut, gatewayMs, upstreamMs }: CallRecord): string {
  return `["${outcome}",${status},${bytesIn},${bytesOut},${gatewayMs},${upstreamMs ?? null}]`;
}

/** Spelled out, in the order of `written`. A date is turned into a text in more time than all the rest takes. */
function wholeOf(record: CallRecord, outcome: string, status: number): string {
  return JSON.stringify([
    record.at.getTime(),
    record.endpointId,
    record.keyId,
    record.environment,
    record.keyGeneration,
    record.source,
    record.method,
    record.path,
    record.query,
    outcome,
    status,
    record.held,
    record.bytesIn,
    record.bytesOut,
    record.gatewayMs,
    record.address,
    record.userAgent,
    record.gatewayIncarnation,
    record.epoch,
    record.actorId,
    record.needed,
    record.operationId,
    record.documentRevision,
    record.upstreamMs,
  ]);
}

export type Entry = { kind: EntryKind; id: string; content: string };

/** Undefined when it is none of ours. */
export function decodeEntry(payload: Buffer): Entry | undefined {
  const text = payload.toString('utf8');
  const kind = kinds.get(text[0] ?? '');
  const id = text.slice(1, 1 + idBytes).trimEnd();
  return kind === undefined || id === '' ? undefined : { kind, id, content: text.slice(1 + idBytes) };
}

/** The record of a call that was begun, or is whole; undefined when it cannot be read. */
export function recordOf({ id, content }: Entry): CallRecord | undefined {
  const parsed = parse(content);
  const record = Array.isArray(parsed) ? named(id, parsed) : parsed;
  return isRecord(record) ? { ...record, at: new Date(record.at) } : undefined;
}

/** What an earlier version has written has its names with it. */
function named(id: string, values: readonly unknown[]): Record<string, unknown> {
  const record: Record<string, unknown> = { id };
  for (const [i, name] of written.entries()) {
    const value = values[i];
    if (value !== null && value !== undefined) record[name] = value;
  }
  return record;
}

/** What a call that was begun came to. */
export function recordOfDone(begun: Entry, done: Entry): CallRecord | undefined {
  const record = recordOf(begun);
  const parts = parse(done.content);
  if (record === undefined || !Array.isArray(parts)) return undefined;
  const [outcome, status, bytesIn, bytesOut, gatewayMs, upstreamMs] = parts;
  return {
    ...record,
    ...{ outcome, status, bytesIn, bytesOut, gatewayMs },
    ...(upstreamMs !== null && { upstreamMs }),
  };
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/** It was written by us and its checksum holds: more than its being a record need not be asked. */
function isRecord(value: unknown): value is Omit<CallRecord, 'at'> & { at: number } {
  return typeof value === 'object' && value !== null && 'id' in value && 'at' in value;
}

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

/** An entry as text: a letter for its kind, the call's id, then JSON. */
export function encodeEntry(kind: EntryKind, record: CallRecord): string {
  const { outcome, status, bytesIn, bytesOut, gatewayMs, upstreamMs } = record;
  const content =
    kind === 'done'
      ? [outcome, status, bytesIn, bytesOut, gatewayMs, upstreamMs]
      : // A date is turned into a text in more time than all the rest takes.
        { ...record, at: record.at.getTime() };
  return `${marks[kind]}${record.id.padEnd(idBytes)}${JSON.stringify(content)}`;
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
export function recordOf({ content }: Entry): CallRecord | undefined {
  const record = parse(content);
  return isRecord(record) ? { ...record, at: new Date(record.at) } : undefined;
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

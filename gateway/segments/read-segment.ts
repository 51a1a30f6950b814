import type { CallRecord } from '@ck/shared/calls';
import { decodeEntry, type Entry, recordOf, recordOfDone } from './entry.ts';
import { readFrames } from './frame.ts';
import type { Segment } from './segment.ts';

/** What a segment says without its records being read. */
export type Survey = {
  begun: Set<string>;
  ended: Set<string>;
  /** Stretches that could not be read, in bytes from the segment's beginning. */
  gaps: { from: number; to: number }[];
};

export function surveySegment(segment: Segment): Survey {
  const survey: Survey = { begun: new Set(), ended: new Set(), gaps: [] };
  for (const found of readFrames(segment.read())) {
    if (found.kind === 'gap') survey.gaps.push({ from: found.from, to: found.to });
    else {
      const entry = decodeEntry(found.payload);
      if (entry !== undefined) survey[entry.kind === 'begun' ? 'begun' : 'ended'].add(entry.id);
    }
  }
  return survey;
}

/**
 * The rows of a segment, in batches: every call that ended, and of those that were begun the ones whose process died
 * before their end, with the outcome `unknown`.
 */
export function* rowsOf(
  segment: Segment,
  unfinished: ReadonlySet<string>,
  batchRows: number,
): Generator<CallRecord[]> {
  let batch: CallRecord[] = [];
  for (const record of recordsOf(segment, unfinished)) {
    batch.push(record);
    if (batch.length < batchRows) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function* recordsOf(segment: Segment, unfinished: ReadonlySet<string>): Generator<CallRecord> {
  const begun = new Map<string, Entry>();
  for (const found of readFrames(segment.read())) {
    const entry = found.kind === 'payload' ? decodeEntry(found.payload) : undefined;
    if (entry === undefined) continue;
    const record = read(entry, begun, unfinished);
    if (record !== undefined) yield record;
  }
}

function read(
  entry: Entry,
  begun: Map<string, Entry>,
  unfinished: ReadonlySet<string>,
): CallRecord | undefined {
  if (entry.kind === 'whole') return recordOf(entry);
  if (entry.kind === 'begun') {
    begun.set(entry.id, entry);
    return unfinished.has(entry.id) ? recordOf(entry) : undefined;
  }
  const beginning = begun.get(entry.id);
  begun.delete(entry.id);
  return beginning && recordOfDone(beginning, entry);
}

import { type CallEnd, markOf, RowBatch, readBeginning, type Stretch } from '@ck/shared/calls';
import { beginningIn, decodeEntry, type Entry, endIn } from './entry.ts';
import { readFrames } from './frame.ts';
import { isFull } from './row-queue.ts';
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
 * before their end, with the outcome `unknown`. Each batch is good until the next is asked for.
 */
export function* rowsOf(segment: Segment, unfinished: ReadonlySet<string>): Generator<RowBatch> {
  const batch = new RowBatch();
  for (const { beginning, end } of partsOf(segment, unfinished)) {
    const { endpointId, keyId, environment, at } = readBeginning(beginning);
    batch.add(beginning, end, markOf(endpointId, keyId, environment, at));
    if (!isFull(batch)) continue;
    yield batch;
    batch.clear();
  }
  if (batch.length > 0) yield batch;
}

type Parts = { beginning: Stretch; end: CallEnd };

function* partsOf(segment: Segment, unfinished: ReadonlySet<string>): Generator<Parts> {
  const begun = new Map<string, Entry>();
  for (const found of readFrames(segment.read())) {
    const entry = found.kind === 'payload' ? decodeEntry(found.payload) : undefined;
    if (entry === undefined) continue;
    const { beginning, end } = read(entry, begun, unfinished);
    if (beginning !== undefined && end !== undefined) yield { beginning, end };
  }
}

function read(entry: Entry, begun: Map<string, Entry>, unfinished: ReadonlySet<string>): Partial<Parts> {
  if (entry.kind === 'begun') {
    begun.set(entry.id, entry);
    return unfinished.has(entry.id) ? withoutEnd(entry) : {};
  }
  const beginning = entry.kind === 'whole' ? entry : begun.get(entry.id);
  begun.delete(entry.id);
  return beginning === undefined ? {} : parts(beginningIn(beginning), endIn(entry));
}

function withoutEnd(entry: Entry): Partial<Parts> {
  const beginning = beginningIn(entry);
  if (beginning === undefined) return {};
  const { bytesIn } = readBeginning(beginning);
  return { beginning, end: { outcome: 'unknown', status: 0, bytesIn, bytesOut: 0, gatewayMs: 0 } };
}

const parts = (beginning: Stretch | undefined, end: CallEnd | undefined): Partial<Parts> =>
  beginning === undefined || end === undefined ? {} : { beginning, end };

import type { AnyBulkWriteOperation } from 'mongodb';
import { isDuplicateKey } from '../database/index.ts';
import type { Sheet } from './sheet.ts';
import type { Span } from './spans.ts';
import {
  documentId,
  type StatisticsDocument,
  type Subject,
  statisticsCollection,
} from './statistics-document.ts';

/** A span of a subject, counted or not. */
export type Slot = { subject: Subject; span: Span; from: Date };

export const slotId = ({ subject, span, from }: Slot): string => documentId(subject, span, from);

/** What decides whether and how a span is written. */
export type SpanState = Pick<StatisticsDocument, 'version' | 'countedAt' | 'tookMs' | 'frozen'> & {
  calls: number;
};

export type SpanWrite = Slot & {
  /** The state that was read before anything that this was counted from; undefined when there was none. */
  seen: SpanState | undefined;
  content: Pick<StatisticsDocument, 'countedAt' | 'tookMs' | 'frozen' | 'late' | 'app' | 'console' | 'steps'>;
};

/** The states of those spans that are counted, by their `slotId`. */
export async function readStates(slots: readonly Slot[]): Promise<Map<string, SpanState>> {
  const found = await statisticsCollection()
    .find({ _id: { $in: slots.map(slotId) } })
    .project<StatisticsDocument>({
      ...{ version: 1, countedAt: 1, tookMs: 1, frozen: 1 },
      ...{ 'app.total.calls': 1, 'console.total.calls': 1 },
    })
    .toArray();
  return new Map(
    found.map(({ _id, app, console, ...state }) => [
      _id,
      { ...state, calls: (app?.total.calls ?? 0) + (console?.total.calls ?? 0) },
    ]),
  );
}

/**
 * Writes spans, each only if nobody wrote it since its state was read. So of two that count at once, the one that read
 * earlier never has the last word.
 * @returns false when another was faster with any of them: then read and count again
 */
export async function writeSpans(writes: readonly SpanWrite[]): Promise<boolean> {
  if (writes.length === 0) return true;
  try {
    const result = await statisticsCollection().bulkWrite(writes.map(toOperation), {
      ordered: false,
      writeConcern: { w: 'majority' },
    });
    return result.matchedCount + result.insertedCount === writes.length;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

function toOperation({ seen, content, ...slot }: SpanWrite): AnyBulkWriteOperation<StatisticsDocument> {
  const _id = slotId(slot);
  if (seen !== undefined) {
    const update = { $set: content, $inc: { version: 1 } };
    return { updateOne: { filter: { _id, version: seen.version }, update } };
  }
  const { subject, span, from } = slot;
  const { kind, id: subjectId, endpointId, environment } = subject;
  const document = { _id, kind, subjectId, endpointId, environment, span, from, version: 1, ...content };
  return { insertOne: { document } };
}

/** The calls of apps and of the console, counted apart. */
export type Sheets = Record<'app' | 'console', Sheet>;

export function storedSheets(
  { app, console }: Sheets,
  { withKeys }: { withKeys: boolean },
): Pick<StatisticsDocument, 'app' | 'console'> {
  return {
    ...(app.total.counts.calls > 0 && { app: app.toStored({ withKeys }) }),
    ...(console.total.counts.calls > 0 && { console: console.toStored({ withKeys }) }),
  };
}

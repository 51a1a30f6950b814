import type { Filter } from 'mongodb';
import { Sheet } from './sheet.ts';
import {
  readStates,
  type Sheets,
  type Slot,
  type SpanState,
  type SpanWrite,
  slotId,
  storedSheets,
  writeSpans,
} from './span-store.ts';
import { spanMs, startOf, startsOf } from './spans.ts';
import {
  type StatisticsDocument,
  type StoredStep,
  type Subject,
  statisticsCollection,
} from './statistics-document.ts';
import { countsOf } from './tally.ts';

const attempts = 5;

/**
 * Makes the days around these hours from their hours, and the weeks around them from their days.
 * @returns false when others were faster each time
 */
export async function mergeUp(subjects: readonly Subject[], hours: readonly Date[]): Promise<boolean> {
  return (
    (await mergeInto(subjects, 'day', 'hour', hours)) && (await mergeInto(subjects, 'week', 'day', hours))
  );
}

async function mergeInto(
  subjects: readonly Subject[],
  span: 'day' | 'week',
  of: 'hour' | 'day',
  hours: readonly Date[],
): Promise<boolean> {
  const starts = startsOf(span, hours);
  const sources = {
    subjectId: { $in: subjects.map(({ id }) => id) },
    environment: { $in: [...new Set(subjects.map(({ environment }) => environment))] },
    span: of,
    $or: starts.map(from => ({ from: { $gte: from, $lt: new Date(from.getTime() + spanMs[span]) } })),
  };
  const targets = subjects.flatMap(subject => starts.map(from => ({ subject, span, from })));
  const bySubject = new Map(subjects.map(subject => [subject.id, subject]));
  return await merge(targets, sources, source => {
    const subject = bySubject.get(source.subjectId);
    return subject && slotId({ subject, span, from: startOf(span, source.from) });
  });
}

/** Makes hours of an endpoint from those of its keys. @returns false when others were faster each time */
export async function mergeKeys(endpoint: Subject, hours: readonly Date[]): Promise<boolean> {
  const { endpointId, environment } = endpoint;
  const targets = hours.map((from): Slot => ({ subject: endpoint, span: 'hour', from }));
  const sources = { endpointId, kind: 'key', span: 'hour', environment, from: { $in: [...hours] } } as const;
  return await merge(targets, sources, ({ from }) => slotId({ subject: endpoint, span: 'hour', from }));
}

/** @param targetOf the `slotId` of the target that a source belongs to */
async function merge(
  targets: readonly Slot[],
  sources: Filter<StatisticsDocument>,
  targetOf: (source: StatisticsDocument) => string | undefined,
): Promise<boolean> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    // Before the sources: whoever writes between has read older ones, and then this write fails.
    const states = await readStates(targets);
    const merged = new Map(targets.map(slot => [slotId(slot), new Merged(slot)]));
    for await (const source of statisticsCollection().find(sources, readOptions))
      merged.get(targetOf(source) ?? '')?.add(source);
    const writes = [...merged].map(([id, target]) => target.toWrite(states.get(id)));
    if (await writeSpans(writes.filter(({ content: { app, console, late } }) => app || console || late)))
      return true;
  }
  return false;
}

const readOptions = { promoteBuffers: true, batchSize: 1_000 } as const;

/** A span while its sources are added up. */
class Merged {
  readonly #slot: Slot;
  readonly #sheets: Sheets = { app: new Sheet(), console: new Sheet() };
  readonly #steps: StoredStep[] = [];
  #late = 0;

  constructor(slot: Slot) {
    this.#slot = slot;
  }

  add({ kind, subjectId, from, late = 0, ...source }: StatisticsDocument): void {
    const ofKeys = kind === 'key' && this.#slot.subject.kind === 'endpoint';
    const step: StoredStep = { from };
    for (const name of ['app', 'console'] as const) {
      const sheet = source[name];
      if (sheet === undefined) continue;
      this.#sheets[name].merge(sheet, ofKeys ? subjectId : undefined);
      step[name] = countsOf(sheet.total);
    }
    if (!ofKeys) this.#steps.push(step);
    this.#late += late;
  }

  toWrite(seen: SpanState | undefined): SpanWrite {
    const withKeys = this.#slot.subject.kind === 'endpoint';
    return {
      ...{ ...this.#slot, seen },
      content: {
        countedAt: new Date(),
        ...(this.#late > 0 && { late: this.#late }),
        ...storedSheets(this.#sheets, { withKeys }),
        ...(this.#steps.length > 0 && { steps: this.#steps }),
      },
    };
  }
}

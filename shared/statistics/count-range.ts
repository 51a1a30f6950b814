import type { Environment } from '../endpoints/index.ts';
import { addCounts, type Counts, noCounts } from './counts.ts';
import { groupCalls } from './group-calls.ts';
import { Sheet } from './sheet.ts';
import { coverOf, type Range, type Span, spans, startOf, stepsOf } from './spans.ts';
import { type StatisticsDocument, type StoredStep, statisticsCollection } from './statistics-document.ts';
import { countsOf } from './tally.ts';

type Source = 'app' | 'console';

export type RangeQuery = {
  subject: { keyId: string } | { endpointId: string };
  environments: readonly Environment[];
  sources: readonly Source[];
  range: Range;
  by: 'hour' | 'day';
};

export type CountedRange = {
  /** Of the wanted sources together. */
  sheet: Sheet;
  series: (Range & Counts)[];
  bySource: Record<Source, number>;
  late: number;
};

/** Adds up the pieces of a range. For rooms that have authorized the actor on the subject already. */
export async function countRange(query: RangeQuery): Promise<CountedRange> {
  const { range, by } = query;
  // A span knows its steps one size down: for a series by hour, no week will do.
  const cover = coverOf(range, by === 'hour' ? 'day' : 'week');
  const steps = stepsOf(by, range).map(step => ({ ...step, ...noCounts() }));
  const counted = { sheet: new Sheet(), series: steps, bySource: { app: 0, console: 0 }, late: 0 };
  const stepAt = new Map(steps.map(step => [startOf(by, step.from).getTime(), step]));
  const addToStep = (at: Date, counts: Partial<Counts>) => {
    const step = stepAt.get(startOf(by, at).getTime());
    if (step !== undefined) addCounts(step, counts);
  };
  await Promise.all([
    ...spans.map(span => addSpans(query, span, cover[span], counted, addToStep)),
    ...cover.part.map(part => addPart(query, part, counted, addToStep)),
  ]);
  return counted;
}

type AddToStep = (at: Date, counts: Partial<Counts>) => void;

/** Of a source that is not asked for, only how many there were. */
const onlyTotals = { operations: 0, otherOperations: 0, answers: 0, keys: 0 };

async function addSpans(
  query: RangeQuery,
  span: Span,
  ranges: readonly Range[],
  counted: CountedRange,
  addToStep: AddToStep,
): Promise<void> {
  const unwanted = (['app', 'console'] as const).filter(source => !query.sources.includes(source));
  const projection = Object.fromEntries(
    unwanted.flatMap(source => Object.keys(onlyTotals).map(name => [`${source}.${name}`, 0])),
  );
  for await (const document of findSpans(query, span, ranges, projection)) {
    counted.late += document.late ?? 0;
    for (const source of ['app', 'console'] as const) {
      const sheet = document[source];
      if (sheet === undefined) continue;
      counted.bySource[source] += sheet.total.calls ?? 0;
      if (!query.sources.includes(source)) continue;
      counted.sheet.merge(sheet);
      const whole: StoredStep = { from: document.from, [source]: countsOf(sheet.total) };
      for (const step of document.steps ?? [whole]) addToStep(step.from, step[source] ?? {});
    }
  }
}

async function addPart(
  { subject, environments, sources }: RangeQuery,
  part: Range,
  counted: CountedRange,
  addToStep: AddToStep,
): Promise<void> {
  const sheet = new Sheet();
  for await (const { hour: _hour, ...group } of groupCalls(subject, environments, part)) {
    counted.bySource[group.source] += group.calls;
    if (sources.includes(group.source)) sheet.addGroup(group);
  }
  counted.sheet.merge(sheet.toStored({ withKeys: true }));
  addToStep(part.from, sheet.total.counts);
}

async function* findSpans(
  { subject, environments }: RangeQuery,
  span: Span,
  ranges: readonly Range[],
  projection: Record<string, number>,
): AsyncGenerator<StatisticsDocument> {
  const subjectId = 'keyId' in subject ? subject.keyId : subject.endpointId;
  for (const { from, to } of ranges)
    yield* statisticsCollection().find(
      { subjectId, span, environment: { $in: [...environments] }, from: { $gte: from, $lt: to } },
      { projection, promoteBuffers: true, batchSize: 1_000 },
    );
}

import { countLate } from './count-late.ts';
import { groupCalls } from './group-calls.ts';
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
import { type Range, spanMs } from './spans.ts';

const attempts = 5;

/** An hour that is quickly counted is counted at once; one that takes longer rests, so that it takes 5 % of the time. */
const quickMs = 100;
const restFactor = 20;

/** What to do with a dirty hour: count it, tell what came late, or leave it for later. */
export function planFor(
  hour: Date,
  state: SpanState | undefined,
  { now, kept }: { now: Date; kept: Date },
): 'count' | 'late' | 'rest' {
  if (hour < kept || state?.frozen === true) return 'late';
  const { tookMs = 0, countedAt } = state ?? {};
  if (countedAt === undefined || tookMs < quickMs) return 'count';
  return now.getTime() - countedAt.getTime() < restFactor * tookMs ? 'rest' : 'count';
}

/**
 * Counts hours of keys of one endpoint and environment from their rows.
 * @returns those that are counted now; the others are for the next time
 */
export async function countHours(
  hours: readonly Slot[],
  means: { now: Date; kept: Date },
): Promise<readonly Slot[]> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const states = await readStates(hours);
    const plans = Map.groupBy(hours, slot => planFor(slot.from, states.get(slotId(slot)), means));
    const writes: SpanWrite[] = [];
    for (const run of runsOf(plans.get('count') ?? [])) writes.push(...(await countRun(run, states)));
    if (!(await writeSpans(writes))) continue;
    // Rows are missing from an hour that was counted before: it is closed with what was counted.
    const closed = writes.filter(({ content }) => content.frozen === true);
    for (const slot of [...(plans.get('late') ?? []), ...closed]) await countLate(slot);
    const resting = new Set(plans.get('rest'));
    return hours.filter(slot => !resting.has(slot));
  }
  return [];
}

type Run = Range & { slots: Slot[] };

/** Reads the rows of hours that follow each other in one go. */
async function countRun(
  { slots, ...range }: Run,
  states: ReadonlyMap<string, SpanState>,
): Promise<SpanWrite[]> {
  const countedAt = new Date();
  const counted = new Map(slots.map(slot => [slotId(slot), { slot, calls: 0, sheets: emptySheets() }]));
  const bySubject = new Map(slots.map(({ subject }) => [subject.id, subject]));
  const [first] = bySubject.values();
  const rows = groupCalls({ keyId: { $in: [...bySubject.keys()] } }, first ? [first.environment] : [], range);
  let all = 0;
  for await (const { hour, ...group } of rows) {
    all += group.calls;
    const subject = bySubject.get(group.keyId);
    const into = subject && counted.get(slotId({ subject, span: 'hour', from: hour }));
    if (into === undefined) continue;
    into.calls += group.calls;
    into.sheets[group.source].addGroup(group);
  }
  const tookMs = Date.now() - countedAt.getTime();
  return [...counted].flatMap(([id, { slot, calls, sheets }]): SpanWrite | SpanWrite[] => {
    const seen = states.get(id);
    if (seen !== undefined && calls < seen.calls)
      return { ...slot, seen, content: { countedAt: seen.countedAt, frozen: true } };
    if (calls === 0) return [];
    const content = storedSheets(sheets, { withKeys: false });
    return { ...slot, seen, content: { countedAt, tookMs: Math.round((tookMs * calls) / all), ...content } };
  });
}

const emptySheets = (): Sheets => ({ app: new Sheet(), console: new Sheet() });

/** Hours that follow each other, with the keys that are to be counted in any of them. */
function runsOf(slots: readonly Slot[]): Run[] {
  const runs: Run[] = [];
  for (const slot of slots.toSorted((one, other) => one.from.getTime() - other.from.getTime())) {
    const last = runs.at(-1);
    const to = new Date(slot.from.getTime() + spanMs.hour);
    if (last !== undefined && slot.from <= last.to) {
      last.slots.push(slot);
      last.to = to;
    } else runs.push({ from: slot.from, to, slots: [slot] });
  }
  return runs;
}

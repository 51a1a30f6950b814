import { clearDirtyHours, type DirtyHour, listDirtyHours } from '../calls/index.ts';
import { retentionsOf } from '../endpoints/index.ts';
import { countHours } from './count-hours.ts';
import { keptSince } from './kept-since.ts';
import { mergeKeys, mergeUp } from './merge-spans.ts';
import type { Slot } from './span-store.ts';
import { startOf, startsOf } from './spans.ts';
import type { Subject } from './statistics-document.ts';

const marksAtOnce = 10_000;
/** Read and written together: few enough for memory, many enough to be quick. */
const keysTogether = 20;

/**
 * Counts dirty hours again, the newest first: the hours of keys from their rows; of these the days and weeks of the
 * keys, and the same of the endpoint. A mark goes when all of them are written and nothing was delivered meanwhile.
 * Safe twice and at once, and when it ends in the middle: what is not cleared is counted again.
 * @returns how many hours were counted, and whether more may wait
 * @throws AggregateError when a day could not be counted; all others were
 */
export async function countDirtyHours(now = new Date()): Promise<{ counted: number; more: boolean }> {
  const marks = await listDirtyHours(marksAtOnce);
  const retentions = await retentionsOf(marks.map(({ endpointId }) => endpointId));
  const failures: unknown[] = [];
  let counted = 0;
  for (const ofOneDay of Map.groupBy(marks, dayOfEndpoint).values()) {
    const [{ endpointId } = { endpointId: '' }] = ofOneDay;
    try {
      const done = await countDay(ofOneDay, { now, kept: keptSince(now, retentions.of(endpointId)) });
      await clearDirtyHours(done);
      counted += done.length;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `days that could not be counted: ${failures.length}`);
  return { counted, more: marks.length === marksAtOnce };
}

type MarkedSlot = Slot & { mark: DirtyHour };

/** The dirty hours of one endpoint, environment and day. @returns the marks that may be cleared */
async function countDay(marks: readonly DirtyHour[], means: { now: Date; kept: Date }): Promise<DirtyHour[]> {
  const byKey = [...Map.groupBy(marks, ({ keyId }) => keyId).values()];
  const done: DirtyHour[] = [];
  for (let at = 0; at < byKey.length; at += keysTogether) {
    const together = byKey.slice(at, at + keysTogether).flat();
    done.push(...(await countKeys(together.map(toSlot), means)));
  }
  const [first] = done;
  if (first === undefined) return [];
  const { endpointId, environment } = first;
  const endpoint: Subject = { kind: 'endpoint', id: endpointId, endpointId, environment };
  const hours = startsOf(
    'hour',
    done.map(({ hour }) => hour),
  );
  return (await mergeKeys(endpoint, hours)) && (await mergeUp([endpoint], hours)) ? done : [];
}

async function countKeys(
  slots: readonly MarkedSlot[],
  means: { now: Date; kept: Date },
): Promise<DirtyHour[]> {
  const counted = new Set(await countHours(slots, means));
  const done = slots.filter(slot => counted.has(slot));
  const keys = new Map(done.map(({ subject }) => [subject.id, subject]));
  const hours = done.map(({ from }) => from);
  return done.length > 0 && (await mergeUp([...keys.values()], hours)) ? done.map(({ mark }) => mark) : [];
}

function toSlot(mark: DirtyHour): MarkedSlot {
  const { keyId, endpointId, environment, hour } = mark;
  return { mark, subject: { kind: 'key', id: keyId, endpointId, environment }, span: 'hour', from: hour };
}

const dayOfEndpoint = ({ endpointId, environment, hour }: DirtyHour) =>
  `${endpointId}:${environment}:${startOf('day', hour).toISOString()}`;

import { MongoServerError } from 'mongodb';

/** One look at a stretch of time, the newest first. */
export type SearchStep<Cursor> = {
  from?: Date;
  before: Cursor | undefined;
  atMost: number;
  withinMs: number;
};

const firstStretchMs = 60 * 60 * 1000;
const shortestStretchMs = 1_000;
/** A look that took less than this is followed by one at more, one that took longer by one at less. */
const quickMs = 50;
const slowMs = 250;
/** With less time than this left, another look would only be cut off. */
const shortestLookMs = 20;
/** A second of rows is not cut smaller: it may take long, but it must come. */
const shortestMayTakeMs = 30_000;

/** Half of what is left, so that a look that takes too long leaves time for smaller ones. */
const firstMayTakeMs = (stretchMs: number, left: number) =>
  stretchMs <= shortestStretchMs ? shortestMayTakeMs : Math.max(left / 2, slowMs);

/** The database ended it: MaxTimeMSExpired. */
const isTimeout = (error: unknown) => error instanceof MongoServerError && error.code === 50;

/**
 * Looks for rows that no index finds by themselves: stretch by stretch back in time, for as long as there is patience.
 * What was looked through by then is an answer too, with the moment down to which it holds.
 */
export async function searchBack<Row extends { at: Date }>(
  find: (step: SearchStep<{ at: Date; id?: string }>) => Promise<Row[]>,
  means: {
    before: { at: Date; id?: string } | undefined;
    atMost: number;
    patienceMs: number;
    cursorOf(row: Row): { at: Date; id?: string };
    newest: Date;
    oldest(): Promise<Date | undefined>;
  },
): Promise<{ rows: Row[]; searchedBackTo?: Date }> {
  const deadline = performance.now() + means.patienceMs;
  const oldest = await means.oldest();
  const rows: Row[] = [];
  let { before } = means;
  // A row of this very moment is older than one of the next millisecond.
  const first = before?.at ?? new Date(means.newest.getTime() + 1);
  let end = first;
  let stretchMs = firstStretchMs;
  /** How far the last look came in a millisecond: the next one is not to be cut off. */
  let stretchPerMs = Number.POSITIVE_INFINITY;
  while (oldest !== undefined && end >= oldest) {
    const left = deadline - performance.now();
    // Without a step back the next page would be asked the same, and could ask for ever.
    const mayStop = end < first;
    if (mayStop && left < shortestLookMs) return { rows, searchedBackTo: end };
    if (mayStop) stretchMs = Math.max(shortestStretchMs, Math.min(stretchMs, (left / 2) * stretchPerMs));
    const from = new Date(Math.max(end.getTime() - stretchMs, oldest.getTime()));
    const began = performance.now();
    try {
      const atMost = means.atMost - rows.length;
      const withinMs = mayStop ? Math.min(left, Math.max(left / 2, slowMs)) : firstMayTakeMs(stretchMs, left);
      rows.push(...(await find({ from, before, atMost, withinMs: Math.floor(withinMs) })));
    } catch (error) {
      if (!isTimeout(error) || (!mayStop && stretchMs <= shortestStretchMs)) throw error;
      stretchMs = Math.max(shortestStretchMs, stretchMs / 16);
      continue;
    }
    if (rows.length >= means.atMost) return { rows };
    if (from <= oldest) return { rows };
    before = { at: from };
    end = from;
    const took = performance.now() - began;
    stretchPerMs = stretchMs / took;
    if (took < quickMs) stretchMs *= 4;
    else if (took > slowMs) stretchMs = Math.max(shortestStretchMs, stretchMs / 4);
  }
  return { rows };
}

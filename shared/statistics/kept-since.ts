import type { Retention } from '../endpoints/index.ts';
import { spanMs, startOf } from './spans.ts';

/** More than the clocks of a worker and of the database may differ. */
const clockMarginMs = 10 * 60 * 1000;

/**
 * The beginning of the time whose rows are all kept. A row goes at the end of the UTC day in which its retention ends,
 * so this is the beginning of a day; hours before it are frozen.
 */
export function keptSince(now: Date, { days, rowsSince }: Retention): Date {
  const today = startOf('day', new Date(now.getTime() + clockMarginMs));
  return new Date(Math.max(today.getTime() - days * spanMs.day, rowsSince?.getTime() ?? 0));
}

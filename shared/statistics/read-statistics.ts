import type { Actor } from '../accounts/index.ts';
import { type Environment, environments, requireOwnedEndpoint, retentionsOf } from '../endpoints/index.ts';
import { DomainError } from '../errors.ts';
import { requireCallsOfKey } from '../keys/index.ts';
import { countRange } from './count-range.ts';
import type { Counts } from './counts.ts';
import {
  byCalls,
  type Figures,
  figuresOf,
  figuresOfKeys,
  figuresOfOperations,
  type KeyFigures,
  type OperationFigures,
} from './figures.ts';
import { keptSince } from './kept-since.ts';
import type { Answer } from './sheet.ts';
import { endOf, type Range, startOf } from './spans.ts';

export type StatisticsQuery = ({ keyId: string } | { endpointId: string }) & {
  environment?: Environment;
  /** Left out: both together. */
  source?: 'app' | 'console';
  /** The first moment that counts, and the first that does not. */
  from: Date;
  to: Date;
  /** The steps of the series, in UTC. */
  by: 'hour' | 'day';
};

export type Statistics = {
  /** What was counted. Where rows are no longer kept, whole hours are. */
  from: Date;
  to: Date;
  by: 'hour' | 'day';
  total: Figures;
  /** Every step of the range, those without a call too. */
  series: (Range & Counts)[];
  /** The most called first. */
  operations: OperationFigures[];
  /** Those beyond what is told apart, together. */
  otherOperations?: Figures;
  /** By code, the most frequent first, each with the newest call that was answered so. */
  errors: Answer[];
  /** Of an endpoint: every key that called, the busiest first. */
  keys: KeyFigures[];
  /** Calls by where they came from, whatever `source` asks for. */
  bySource: { app: number; console: number };
  /** Calls that came in after their hour was closed; in no other number. */
  late: number;
  /** Rows before this moment are no longer kept; what was counted of them stays. */
  rowsKeptSince: Date;
};

const longestDays = 400;
const longestByHourDays = 31;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * What was called in a range of time: of one key (for its owner and its collaborators), or of a whole endpoint (for its
 * owner). Hours and days that lie in the range as a whole are read as they were counted, seconds after a call at the
 * latest; the parts of hours at its edges are counted from the rows.
 * @throws DomainError `not_found`; `invalid` for a range that is empty, over 400 days, or over 31 by hour
 */
export async function readStatistics(actor: Actor, query: StatisticsQuery): Promise<Statistics> {
  const { endpointId, keyId } = await requireSubject(actor, query);
  const subject = keyId === undefined ? { endpointId } : { keyId };
  requireRange(query);
  const kept = keptSince(new Date(), (await retentionsOf([endpointId])).of(endpointId));
  const range = {
    from: query.from < kept ? startOf('hour', query.from) : query.from,
    to: query.to < kept ? endOf('hour', query.to) : query.to,
  };
  const { environment, source, by } = query;
  const { sheet, series, bySource, late } = await countRange({
    ...{ subject, range, by },
    environments: environment === undefined ? environments : [environment],
    sources: source === undefined ? ['app', 'console'] : [source],
  });
  const others = sheet.otherOperations;
  return {
    ...range,
    ...{ by, series, bySource, late, rowsKeptSince: kept },
    total: figuresOf(sheet.total),
    operations: await figuresOfOperations(endpointId, sheet),
    ...(others.counts.calls > 0 && { otherOperations: figuresOf(others) }),
    errors: [...sheet.answers.values()].filter(isError).sort(byCalls),
    keys: keyId === undefined ? await figuresOfKeys(actor, endpointId, sheet) : [],
  };
}

async function requireSubject(
  actor: Actor,
  query: StatisticsQuery,
): Promise<{ endpointId: string; keyId?: string }> {
  if ('keyId' in query) {
    const { endpointId } = await requireCallsOfKey(actor, query.keyId);
    return { endpointId, keyId: String(query.keyId) };
  }
  return { endpointId: (await requireOwnedEndpoint(actor, query.endpointId)).id };
}

function requireRange({ from, to, by }: StatisticsQuery): void {
  const days = (to.getTime() - from.getTime()) / dayMs;
  const longest = by === 'hour' ? longestByHourDays : longestDays;
  if (!(days > 0 && days <= longest))
    throw new DomainError('invalid', `Choose a range of up to ${longest} days.`, { field: 'from' });
}

const isError = ({ outcome, status }: Answer) => outcome !== 'ok' || status >= 400;

import type { ErrorClass, Statistics } from '@ck/shared/statistics';
import type { Filters } from './filters.ts';

/** The rows behind a number: the log with the filters of the page, and what this number is about. */
export type LogsLink = (about?: LogsQuery, place?: string) => string;

export type LogsQuery = {
  outcome?: string;
  class?: '2xx' | '4xx' | '5xx';
  status?: number;
  operation?: string;
  method?: string;
  from?: Date;
  to?: Date;
  request?: string;
};

/** @param logs the address of the log that the numbers of a page come from */
export function makeLogsLink(
  logs: string,
  { environment, source }: Filters,
  { from, to }: Pick<Statistics, 'from' | 'to'>,
): LogsLink {
  return (about = {}, place = logs) => {
    const search = new URLSearchParams();
    if (environment !== 'all') search.set('environment', environment);
    if (source !== 'all') search.set('source', source);
    // No answer at all is stored as status 0, which nobody would ask the log for.
    for (const [name, value] of Object.entries({ from, to, ...about }))
      if (value !== 0) search.set(name, value instanceof Date ? value.toISOString() : String(value));
    return `${place}?${search}`;
  };
}

/** The rows of each class of error, as the log names them. */
export const rowsOf = {
  refused: { outcome: 'refused', class: '4xx' },
  rejected: { outcome: 'ok', class: '4xx' },
  failed: { class: '5xx' },
  broken: { outcome: 'refused', class: '2xx' },
  unknown: { outcome: 'unknown' },
} as const satisfies Record<ErrorClass, LogsQuery>;

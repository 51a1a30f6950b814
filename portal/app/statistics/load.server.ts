import type { Actor } from '@ck/shared/accounts';
import { readStatistics, type Statistics } from '@ck/shared/statistics';
import { type Filters, filtersOf, windowOf } from './filters.ts';

export type LoadedStatistics = {
  filters: Filters;
  statistics: Statistics;
  /** Where the filters leave nothing: how many calls there were in 90 days without them. */
  beyondFilters?: number;
};

/** What a page of statistics shows. @throws DomainError `not_found` */
export async function loadStatistics(
  actor: Actor,
  subject: { endpointId: string } | { keyId: string },
  url: URL,
): Promise<LoadedStatistics> {
  const filters = filtersOf(url);
  const { environment, source, range } = filters;
  const now = new Date();
  const statistics = await readStatistics(actor, {
    ...{ ...subject, ...windowOf(range, now) },
    ...(environment !== 'all' && { environment }),
    ...(source !== 'all' && { source }),
  });
  if (statistics.total.calls > 0) return { filters, statistics };
  const { total } = await readStatistics(actor, { ...subject, ...windowOf('90d', now) });
  return { filters, statistics, beyondFilters: total.calls };
}

import type { Environment } from '@ck/shared/endpoints';
import { isEnvironment } from '../environment.ts';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/** The ranges that can be asked for. Up to a week the steps are hours; from there on days, both in UTC. */
export const ranges = {
  '24h': { label: '24 h', words: 'the last 24 hours', by: 'hour', days: 1 },
  '7d': { label: '7 d', words: 'the last 7 days', by: 'hour', days: 7 },
  '30d': { label: '30 d', words: 'the last 30 days', by: 'day', days: 30 },
  '90d': { label: '90 d', words: 'the last 90 days', by: 'day', days: 90 },
} as const;

export type RangeName = keyof typeof ranges;

/** `all` is apps and console together. */
export type SourceFilter = 'app' | 'console' | 'all';

export type Filters = { range: RangeName; environment: Environment | 'all'; source: SourceFilter };

/** What stands in no address. Console calls are people trying things out, so usage is counted without them. */
const usual: Filters = { range: '24h', environment: 'all', source: 'app' };

/** The filters of an address; what is not understood is as if it were not there. */
export function filtersOf(url: URL): Filters {
  const asked = (name: string) => url.searchParams.get(name);
  const [range, environment, source] = [asked('range'), asked('environment'), asked('source')];
  return {
    range: isRangeName(range) ? range : usual.range,
    environment: isEnvironment(environment) ? environment : usual.environment,
    source: source === 'console' || source === 'all' ? source : usual.source,
  };
}

/** "?range=7d&source=all"; what is usual is left out. */
export function searchOf(filters: Filters): string {
  const search = new URLSearchParams();
  for (const name of ['range', 'environment', 'source'] as const)
    if (filters[name] !== usual[name]) search.set(name, filters[name]);
  return search.size === 0 ? '?' : `?${search}`;
}

/** The moments of a range, in whole steps, the one under way included. */
export function windowOf(range: RangeName, now: Date): { from: Date; to: Date; by: 'hour' | 'day' } {
  const { by, days } = ranges[range];
  const step = by === 'hour' ? hourMs : dayMs;
  const to = (Math.floor(now.getTime() / step) + 1) * step;
  return { from: new Date(to - days * dayMs), to: new Date(to), by };
}

function isRangeName(name: string | null): name is RangeName {
  return name !== null && Object.hasOwn(ranges, name);
}

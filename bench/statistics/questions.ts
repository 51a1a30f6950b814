import { readStatistics, type StatisticsQuery } from '@ck/shared/statistics';
import type { Filled } from '../calls/fill.ts';
import { measure } from '../calls/measure.ts';
import type { Asked } from '../calls/verdict.ts';

/** In each turn: some to warm up, which do not count, and some that do. */
const asks = { warmUp: 2, counted: 10 };
const dayMs = 24 * 60 * 60 * 1000;
const oneKind = { environment: 'production', source: 'app' } as const;

/** One turn: the owner reads the statistics of some ranges, of the endpoint and of its busiest key. */
export async function askStatistics(filled: Filled): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const { name, query } of queriesOf(filled)) {
    const ask = async () => {
      const { series } = await readStatistics(filled.owner, query);
      return { rows: series.length, isWhole: true };
    };
    const [warmUp, counted] = [asks.warmUp, asks.counted].map(times => Array(times).fill(ask));
    asked.push(await measure({ name, isExact: true }, { warmUp: warmUp ?? [], counted: counted ?? [] }));
  }
  return asked;
}

function queriesOf({ endpointId, keyIds }: Filled): { name: string; query: StatisticsQuery }[] {
  const today = Math.floor(Date.now() / dayMs) * dayMs;
  const last = (days: number) => ({
    from: new Date(today - (days - 1) * dayMs),
    to: new Date(today + dayMs),
  });
  const key = { keyId: keyIds[0] ?? '' };
  const endpoint = { endpointId };
  const [byDay, byHour] = [{ by: 'day' as const }, { by: 'hour' as const }];
  return [
    { name: 'key, 90 days', query: { ...key, ...last(90), ...byDay } },
    { name: 'key, 90 days, production, app', query: { ...key, ...last(90), ...byDay, ...oneKind } },
    { name: 'endpoint with 200 keys, 90 days', query: { ...endpoint, ...last(90), ...byDay } },
    { name: 'endpoint, 90 days, production, app', query: { ...endpoint, ...last(90), ...byDay, ...oneKind } },
    { name: 'endpoint, 7 days by hour', query: { ...endpoint, ...last(7), ...byHour } },
    { name: 'endpoint, 1 day by hour', query: { ...endpoint, ...last(1), ...byHour } },
  ];
}

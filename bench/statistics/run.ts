import { availableParallelism, loadavg } from 'node:os';
import { database } from '@ck/shared/database';
import { countDirtyHours, readStatistics } from '@ck/shared/statistics';
import { percentile } from '../percentile.ts';
import { table } from '../table.ts';
import { withDatabase } from '../with-database.ts';
import { type Filled, fill } from './fill.ts';

/** What must hold: see issue 7. */
const limitMs = 200;
const repeats = 30;
const dayMs = 24 * 60 * 60 * 1000;

/** `npm run bench -- statistics 10`: 90-day statistics over ten million rows; false when one is slower than it may be. */
export async function run(): Promise<boolean> {
  const rows = Number(process.argv[3] ?? 1) * 1_000_000;
  return await withDatabase(1, () => measure(rows));
}

async function measure(rows: number): Promise<boolean> {
  const [filled, fillMs] = await timed(() => fill(rows));
  const [hours, countMs] = await timed(countAll);
  console.log(`${rows} rows in ${seconds(fillMs)}; ${hours} hours of keys counted in ${seconds(countMs)}`);
  const stored = await database().command({ collStats: 'statistics' });
  console.log(`statistics: ${stored.count} documents, ${(stored.storageSize / 1e6).toFixed(0)} MB on disk\n`);
  const isQuick = await measureStatistics(filled);
  console.log(`\nLoad of this machine: ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`);
  return isQuick;
}

/** Prints how long the statistics of some ranges take; false when one is slower than it may be. */
export async function measureStatistics(filled: Filled): Promise<boolean> {
  const queries = queriesOf(filled);
  const took = [];
  for (const { name, query } of queries) {
    const times: number[] = [];
    const before = process.cpuUsage();
    for (let turn = 0; turn < repeats; turn += 1)
      times.push((await timed(() => readStatistics(filled.owner, query)))[1]);
    const { user, system } = process.cpuUsage(before);
    took.push({ name, times, cpuMs: (user + system) / 1000 / repeats });
  }
  console.log(
    table(
      ['statistics', 'p50 ms', 'p95 ms', 'cpu ms'],
      took.map(({ name, times, cpuMs }) => {
        const figures = [percentile(times, 50), percentile(times, 95), cpuMs];
        return [name, ...figures.map(figure => figure.toFixed(1))];
      }),
    ),
  );
  return took.every(({ times }) => percentile(times, 95) <= limitMs);
}

export async function countAll(): Promise<number> {
  let hours = 0;
  for (;;) {
    const { counted, more } = await countDirtyHours();
    hours += counted;
    if (!more) return hours;
  }
}

function queriesOf({ endpointId, keyIds }: Filled) {
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

const oneKind = { environment: 'production', source: 'app' } as const;

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const began = performance.now();
  return [await work(), performance.now() - began];
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;

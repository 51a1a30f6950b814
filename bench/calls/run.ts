import { availableParallelism, loadavg } from 'node:os';
import { database } from '@ck/shared/database';
import { percentile } from '../percentile.ts';
import { addRows, type Filled, makeKeys } from '../statistics/fill.ts';
import { countAll, measureStatistics } from '../statistics/run.ts';
import { table } from '../table.ts';
import { withDatabase } from '../with-database.ts';
import { type Measured, measureQuestions } from './questions.ts';

/** What must hold: see issue 7. */
const limits = { p95Ms: 100, growth: 1.5 };
const million = 1_000_000;

/** `npm run bench -- calls 10`: questions to the log and statistics, at one million rows and at ten. */
export async function run(): Promise<boolean> {
  const rows = Number(process.argv[3] ?? 1) * million;
  return await withDatabase(4, () => measure(rows));
}

async function measure(rows: number): Promise<boolean> {
  const filled = await makeKeys();
  const before = await fillTo(filled, 0, Math.min(rows, million));
  const after = rows > million ? await fillTo(filled, million, rows) : before;
  console.log(
    table(
      ['question', 'p95 ms, first', 'p95 ms, last', 'growth', 'whole answers'],
      after.map(({ name, times, whole }, at) => {
        const [first, last] = [before[at]?.times ?? [], times].map(each => percentile(each, 95));
        const share = `${Math.round(whole * 100)} %`;
        return [
          name,
          first?.toFixed(1) ?? '',
          last?.toFixed(1) ?? '',
          growthOf(first, last).toFixed(2),
          share,
        ];
      }),
    ),
  );
  const began = performance.now();
  console.log(`\n${await countAll()} hours of keys counted in ${seconds(began)}`);
  const areStatisticsQuick = await measureStatistics(filled);
  console.log(`\nLoad of this machine: ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`);
  const exact = after.filter(({ isIndexed }) => isIndexed);
  return areStatisticsQuick && exact.every(({ times }) => percentile(times, 95) <= limits.p95Ms);
}

async function fillTo(filled: Filled, from: number, to: number): Promise<Measured[]> {
  const began = performance.now();
  await addRows(filled, to - from);
  const { storageSize, totalIndexSize } = await database().command({ collStats: 'calls' });
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  console.log(
    `${to} rows after ${seconds(began)}, indexes included: ${megabytes(storageSize)} and ${megabytes(totalIndexSize)} of indexes`,
  );
  return await measureQuestions(filled);
}

const growthOf = (first = Number.NaN, last = Number.NaN) => last / first;
const seconds = (began: number) => `${((performance.now() - began) / 1000).toFixed(0)} s`;

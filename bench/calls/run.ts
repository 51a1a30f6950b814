import { judgeStatistics } from '../statistics/run.ts';
import { askAll } from './questions.ts';
import { type Sizes, withSizes } from './sizes.ts';
import { judge, tableOf } from './verdict.ts';

/** What must hold: see issue 7. A question that stops after a second has a tenth for its last look. */
const limits = { exactMs: 100, furtherMs: 1_100, growth: 1.5 };

/**
 * `npm run bench -- calls 10`: questions to the log and statistics, at one million rows and at ten; false when one is
 * slower than it may be, or grows more.
 */
export async function run(): Promise<boolean> {
  return await withSizes(async sizes => {
    const isLogQuick = await judgeLog(sizes);
    const areStatisticsQuick = await judgeStatistics(sizes);
    return isLogQuick && areStatisticsQuick;
  });
}

async function judgeLog(sizes: Sizes): Promise<boolean> {
  const judged = judge(...(await sizes.ask(askAll)), limits);
  console.log(`\n${tableOf('question', judged)}`);
  return judged.every(({ holds }) => holds);
}

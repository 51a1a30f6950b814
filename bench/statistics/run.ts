import { count, type Sizes, withSizes } from '../calls/sizes.ts';
import { judge, tableOf } from '../calls/verdict.ts';
import { askStatistics } from './questions.ts';

/** What must hold: see issue 7. */
const limits = { exactMs: 200, furtherMs: 200, growth: 1.5 };

/** `npm run bench -- statistics 10`: statistics of up to 90 days, over one million rows and over ten. */
export async function run(): Promise<boolean> {
  return await withSizes(judgeStatistics);
}

/** Prints how long they take; false when one is slower than it may be, or grows more. */
export async function judgeStatistics(sizes: Sizes): Promise<boolean> {
  await sizes.each(count);
  const judged = judge(...(await sizes.ask(askStatistics)), limits);
  console.log(`\n${tableOf('statistics', judged)}`);
  return judged.every(({ holds }) => holds);
}

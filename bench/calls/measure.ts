import { database } from '@ck/shared/database';
import type { Asked } from './verdict.ts';

/** What came of one answer. */
type Answer = { rows: number; isWhole: boolean };

/**
 * Asks a question some times to warm up, which do not count, and then some times that do.
 * @param questions with values that change, made before any is asked
 */
export async function measure(
  of: Pick<Asked, 'name' | 'isExact'>,
  questions: { warmUp: readonly (() => Promise<Answer>)[]; counted: readonly (() => Promise<Answer>)[] },
): Promise<Asked> {
  for (const ask of questions.warmUp) await ask();
  const asked: Asked = { ...of, times: [], rows: 0, whole: 0, cpuMs: 0 };
  const before = await spentMs();
  for (const ask of questions.counted) {
    const began = performance.now();
    const { rows, isWhole } = await ask();
    asked.times.push(performance.now() - began);
    asked.rows += rows;
    if (isWhole) asked.whole += 1;
  }
  asked.cpuMs = (await spentMs()) - before;
  return asked;
}

/** Processor time of this process and of the database's, which other programs of this machine do not lengthen. */
async function spentMs(): Promise<number> {
  const { extra_info: ofDatabase } = await database().command({ serverStatus: 1, ...withoutMost });
  const { user, system } = process.cpuUsage();
  return (user + system + ofDatabase.user_time_us + ofDatabase.system_time_us) / 1000;
}

const withoutMost = { repl: 0, metrics: 0, locks: 0, wiredTiger: 0, tcmalloc: 0, opLatencies: 0 };

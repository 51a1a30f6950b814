import { percentile } from '../percentile.ts';
import { table } from '../table.ts';

/** What one question took, and what came of it. */
export type Asked = {
  name: string;
  /** Has its whole answer; others stop after a while and say how far they came. */
  isExact: boolean;
  /** Milliseconds. */
  times: number[];
  /** Rows of all answers together. */
  rows: number;
  /** How many of the answers said everything there is. */
  whole: number;
  /** Processor time of all answers together, of whoever asked and of the database. */
  cpuMs: number;
};

export type Limits = { exactMs: number; furtherMs: number; growth: number };

export type Judged = { small: Asked; large: Asked; growth: number; holds: boolean };

const columns = ['p50 ms', 'p95 ms', 'cpu ms', 'rows'];
const perAnswer = ({ cpuMs, times }: Asked) => cpuMs / times.length;
const p95 = ({ times }: Asked) => percentile(times, 95);

/**
 * Each question to the small size beside the same to the large one, by the 95th percentile. What stops after a while
 * takes as long as it is let, so that its growth says nothing.
 */
export function judge(small: readonly Asked[], large: readonly Asked[], limits: Limits): Judged[] {
  return large.map((last, at) => {
    const first = small[at] ?? last;
    const growth = p95(last) / p95(first);
    const isQuick = p95(last) <= (last.isExact ? limits.exactMs : limits.furtherMs);
    return { small: first, large: last, growth, holds: isQuick && (!last.isExact || growth < limits.growth) };
  });
}

/** Both sizes side by side; rows and whole answers are those of the large one where one figure stands. */
export function tableOf(title: string, judged: readonly Judged[]): string {
  const figures = (asked: Asked) => [
    percentile(asked.times, 50).toFixed(1),
    p95(asked).toFixed(1),
    perAnswer(asked).toFixed(1),
    (asked.rows / asked.times.length).toFixed(0),
  ];
  return table(
    [title, ...columns, 'large: p50', ...columns.slice(1), 'whole', 'cpu growth', 'growth', ''],
    judged.map(({ small, large, growth, holds }) => [
      large.name,
      ...figures(small),
      ...figures(large),
      `${Math.round((large.whole / large.times.length) * 100)} %`,
      (perAnswer(large) / perAnswer(small)).toFixed(2),
      growth.toFixed(2),
      holds ? '' : 'over',
    ]),
  );
}

/** The figures of several turns as if of one. */
export function together(one: Asked | undefined, other: Asked): Asked {
  if (one === undefined) return other;
  return {
    ...other,
    times: [...one.times, ...other.times],
    rows: one.rows + other.rows,
    whole: one.whole + other.whole,
    cpuMs: one.cpuMs + other.cpuMs,
  };
}

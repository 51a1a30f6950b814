/** When an alert begins and when it is over. Pure. */

export type Traffic = { total: number; failed: number };
export type Verdict = 'begin' | 'go on' | 'end';

/** Fewer failures than these are bad luck, whatever their share. */
const leastFailures = 3;

/**
 * An alert begins at its threshold and is over only at half of it, so that a rate which swings about the threshold is
 * told once.
 * @param threshold percent
 */
export function judgeErrorRate(goesOn: boolean, { total, failed }: Traffic, threshold: number): Verdict {
  const percent = total === 0 ? 0 : (failed / total) * 100;
  if (goesOn) return percent < threshold / 2 || failed === 0 ? 'end' : 'go on';
  return failed >= leastFailures && percent >= threshold ? 'begin' : 'go on';
}

/** Silence is told once, and is over with the next call. */
export function judgeSilence(goesOn: boolean, lastSign: Date, now: Date, days: number): Verdict {
  const silent = now.getTime() - lastSign.getTime() >= days * 24 * 60 * 60_000;
  if (goesOn) return silent ? 'go on' : 'end';
  return silent ? 'begin' : 'go on';
}

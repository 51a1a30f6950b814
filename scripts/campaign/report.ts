import { type Fault, TooSlow, Violated } from './faults/fault.ts';
import type { RoundResult } from './round.ts';

export type Tally = {
  rounds: number;
  seconds: number;
  calls: number;
  hits: number;
  changes: number;
  notFresh: number;
  took: number[];
  /** What was promised and did not hold. */
  violations: string[];
  /** Times that were too long. */
  slow: string[];
  /** What kept a round from showing anything. */
  troubles: string[];
};

export function emptyTally(): Tally {
  const none = { rounds: 0, seconds: 0, calls: 0, hits: 0, changes: 0, notFresh: 0 };
  return { ...none, took: [], violations: [], slow: [], troubles: [] };
}

export type RoundReport = {
  fault: Fault;
  seconds: number;
  /** Missing when the round could not even be judged. */
  result: RoundResult | undefined;
  broke: Error | undefined;
};

/** Adds one round; what must not be is told in words. */
export function take(tally: Tally, { fault, seconds, result, broke }: RoundReport): void {
  tally.rounds += 1;
  tally.seconds += seconds;
  if (broke instanceof Violated) tally.violations.push(broke.message);
  else if (broke instanceof TooSlow) tally.slow.push(broke.message);
  else if (broke !== undefined) tally.troubles.push(broke.stack ?? broke.message);
  if (result !== undefined) takeResult(tally, fault, result);
}

function takeResult(tally: Tally, fault: Fault, round: RoundResult): void {
  tally.calls += round.calls;
  tally.hits += round.hits;
  tally.changes += round.changes;
  tally.notFresh += round.notFresh;
  tally.took.push(...round.took);
  for (const { rule, call, at, held } of round.violations.slice(0, 3)) {
    const when = `sent ${call.sentAt.toFixed(1)}, at the upstream or answered ${at.toFixed(1)}`;
    const what = `${call.gateway}, ${call.environment}, ${call.needed}, ${call.code || 'allowed'}`;
    tally.violations.push(`${rule}: ${what}, ${when}\n        ${JSON.stringify({ call, held })}`);
  }
  tally.violations.push(...round.lostUpdates.slice(0, 3).map(lost => `lost update: ${lost}`));
  tally.troubles.push(...round.faults.slice(0, 3).map(fault => `a change failed: ${String(fault)}`));
  if (round.calls === 0 || round.hits === 0) tally.troubles.push('nobody called: the round shows nothing');
  if (fault.name === 'kill_primary' && round.notFresh > 0)
    tally.slow.push(`${round.notFresh} calls were refused for freshness`);
  if (fault.name === 'rolling_restart' && round.broken > 0)
    tally.troubles.push(`${round.broken} calls failed`);
}

export function lineOf(fault: Fault, tally: Tally): string {
  const number = fault.number === 0 ? '  ' : String(fault.number).padStart(2);
  const good = isGood(tally);
  const sorted = tally.took.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  const facts = [
    `${tally.rounds} rounds`,
    `${tally.seconds.toFixed(0)} s`,
    `${tally.changes} changes (p50 ${at(0.5)} ms, p99 ${at(0.99)} ms)`,
    `${tally.calls} calls, ${tally.hits} forwarded, ${tally.notFresh} refused for freshness`,
    `${tally.violations.length} violations`,
  ];
  const line = `${good ? '✓' : '✗'} ${number} ${fault.name.padEnd(18)} ${facts.join(' · ')}`;
  const told = [...tally.violations, ...tally.troubles, ...tally.slow];
  return [line, ...told.map(problem => `      ${problem}`)].join('\n');
}

/**
 * `unclear`: rounds that came to nothing, as on a machine that is too busy for a database. They say nothing against the
 * promise and nothing for it.
 */
export function verdictOf({ violations, troubles, slow }: Tally): 'held' | 'broken' | 'slow' | 'unclear' {
  if (violations.length > 0) return 'broken';
  if (troubles.length > 0) return 'unclear';
  return slow.length > 0 ? 'slow' : 'held';
}

export function isGood({ violations, troubles, slow }: Tally): boolean {
  return violations.length + troubles.length + slow.length === 0;
}

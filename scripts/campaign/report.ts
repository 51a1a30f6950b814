import type { Fault } from './faults/fault.ts';
import type { RoundResult } from './round.ts';

export type Tally = {
  rounds: number;
  seconds: number;
  calls: number;
  hits: number;
  changes: number;
  notFresh: number;
  took: number[];
  problems: string[];
};

export function emptyTally(): Tally {
  return { rounds: 0, seconds: 0, calls: 0, hits: 0, changes: 0, notFresh: 0, took: [], problems: [] };
}

/** Adds one round; what must not be becomes a problem in words. */
export function take(
  tally: Tally,
  round: RoundResult & { seconds: number; broke: Error | undefined; fault: Fault },
): void {
  tally.rounds += 1;
  tally.seconds += round.seconds;
  tally.calls += round.calls;
  tally.hits += round.hits;
  tally.changes += round.changes;
  tally.notFresh += round.notFresh;
  tally.took.push(...round.took);
  for (const { rule, call, at } of round.violations.slice(0, 3)) {
    const when = `sent ${call.sentAt.toFixed(1)}, at the upstream or answered ${at.toFixed(1)}`;
    tally.problems.push(
      `${rule}: ${call.gateway}, ${call.environment}, ${call.needed}, ${call.code || 'allowed'}, ${when}`,
    );
  }
  tally.problems.push(...round.lostUpdates.slice(0, 3).map(lost => `lost update: ${lost}`));
  if (round.broke !== undefined) tally.problems.push(round.broke.stack ?? round.broke.message);
  if (round.calls === 0 || round.hits === 0) tally.problems.push('nobody called: the round shows nothing');
  if (round.fault.name === 'kill_primary' && round.notFresh > 0)
    tally.problems.push(`${round.notFresh} calls were refused for freshness`);
  if (round.fault.name === 'rolling_restart' && round.broken > 0)
    tally.problems.push(`${round.broken} calls failed`);
}

export function lineOf(fault: Fault, tally: Tally): string {
  const number = fault.number === 0 ? '  ' : String(fault.number).padStart(2);
  const good = tally.problems.length === 0;
  const sorted = tally.took.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  const facts = [
    `${tally.rounds} rounds`,
    `${tally.seconds.toFixed(0)} s`,
    `${tally.changes} changes (p50 ${at(0.5)} ms, p99 ${at(0.99)} ms)`,
    `${tally.calls} calls, ${tally.hits} forwarded, ${tally.notFresh} refused for freshness`,
    `${tally.problems.length} violations`,
  ];
  const line = `${good ? '✓' : '✗'} ${number} ${fault.name.padEnd(18)} ${facts.join(' · ')}`;
  return [line, ...tally.problems.map(problem => `      ${problem}`)].join('\n');
}

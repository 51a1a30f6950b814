/** `npm run campaign`: faults, rounds, and the judge over what the upstream saw. */
import { parseArgs } from 'node:util';
import { now } from './clock.ts';
import { explorations } from './explorer/explorations.ts';
import { explore } from './explorer/explore.ts';
import type { Fault } from './faults/fault.ts';
import { faults } from './faults/index.ts';
import { type MutantName, mutants } from './mutants.ts';
import { emptyTally, isGood, lineOf, type RoundReport, type Tally, take } from './report.ts';
import { Round } from './round.ts';
import { type Ways, World } from './world.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    rounds: { type: 'string' },
    short: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
    explore: { type: 'boolean', default: false },
  },
});

let passed = 0;
let failed = 0;
let rounds = 0;
if (values.explore) process.exit(exploreAll() ? 0 : 1);
const world = await World.start();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void world.stop().finally(() => process.exit(1)));
try {
  if (values.mutants) await hunt();
  else {
    await campaign();
  }
} finally {
  await world.stop();
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** Every interleaving of machines small enough to be explored whole: minutes, and gigabytes of memory. */
function exploreAll(): boolean {
  return explorations.every(({ about, setting }) => {
    const began = now();
    const { states, complete, broken } = explore(setting);
    const took = ((now() - began) / 1000).toFixed(0);
    const words = `${about}: ${states.toLocaleString('en-US')} states, ${took} s`;
    console.log(`${complete ? '✓' : '✗'} ${words}${broken === undefined ? '' : `, ${broken}`}`);
    return complete;
  });
}

/** Every fault for its rounds; the first violation of a fault ends it. */
async function campaign(): Promise<void> {
  let ways: Ways | undefined;
  for (const fault of faults.filter(({ name }) => values.only?.includes(name) ?? true)) {
    if (fault.ways !== ways) await world.startGateways(fault.ways);
    ways = fault.ways;
    const count = Number(values.rounds ?? (values.short ? 1 : fault.rounds));
    let tally = await roundsOf(fault, count);
    if (values.short) tally = await withoutTrouble(fault, tally);
    console.log(lineOf(fault, tally));
    if (isGood(values.short ? { ...tally, slow: [] } : tally)) passed += 1;
    else {
      failed += 1;
      await world.startGateways(fault.ways);
    }
  }
}

async function roundsOf(fault: Fault, count: number): Promise<Tally> {
  const tally = emptyTally();
  for (let i = 0; i < count && isGood(tally); i++) take(tally, await oneRound(fault));
  return tally;
}

/** On a busy machine a round may come to nothing; it is tried once more. A violation never is. */
async function withoutTrouble(fault: Fault, tally: Tally): Promise<Tally> {
  if (tally.troubles.length === 0 || tally.violations.length > 0) return tally;
  console.log(`  again: ${tally.troubles[0]}`);
  await world.startGateways(fault.ways);
  return await roundsOf(fault, 1);
}

/** Every mutant under the fault that is named with it: here a violation is what is wanted. */
async function hunt(): Promise<void> {
  const tries = Number(values.rounds ?? 6);
  for (const name of Object.keys(mutants) as MutantName[]) {
    if (values.only !== undefined && !values.only.includes(name)) continue;
    const { fault: faultName, missing } = mutants[name];
    const fault = faults.find(each => each.name === faultName);
    if (fault === undefined) throw new Error(`no fault ${faultName}`);
    await world.startGateways(fault.ways, name);
    const tally = emptyTally();
    for (let i = 0; i < tries && tally.violations.length === 0; i++) take(tally, await oneRound(fault));
    const caught = tally.violations[0];
    console.log(
      `${caught === undefined ? '✗ NOT caught' : '✓ caught'}  ${name} under ${faultName} in ${tally.rounds} rounds`,
    );
    console.log(`    missing: ${missing}\n    ${caught ?? 'no violation was found'}`);
    if (caught === undefined) failed += 1;
    else passed += 1;
  }
  await world.stopGateways();
}

async function oneRound(fault: Fault): Promise<RoundReport> {
  const began = now();
  rounds += 1;
  let broke: Error | undefined;
  const fail = (error: Error) => {
    broke ??= error;
    return undefined;
  };
  const round = await Round.begin(world, `round-${rounds}`).catch(fail);
  if (round !== undefined) await fault.run(round).catch(fail);
  const result = await round?.finish().catch(fail);
  return { fault, seconds: (now() - began) / 1000, result, broke };
}

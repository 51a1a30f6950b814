/** `npm run campaign`: faults, rounds, and the judge over what the upstream saw. */
import { parseArgs } from 'node:util';
import { endsWithin, now } from './clock.ts';
import { explorations } from './explorer/explorations.ts';
import { explore } from './explorer/explore.ts';
import type { Fault } from './faults/fault.ts';
import { faults } from './faults/index.ts';
import { type MutantName, mutants } from './mutants.ts';
import { emptyTally, isGood, lineOf, type RoundReport, type Tally, take, verdictOf } from './report.ts';
import { Round, type RoundResult } from './round.ts';
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

/** A round that takes longer is given up; the longest needs half a minute. */
const roundLimitMs = 120_000;
/** In the short form so many faults may come to nothing, as a database does on a machine that is too busy. */
const mostUnclear = 3;
/** Past it the short form begins no more faults: whoever waits for CI must hear something. */
const shortLimitMs = 12 * 60_000;

const startedAt = now();
let passed = 0;
let failed = 0;
let unclear = 0;
let rounds = 0;
if (values.explore) process.exit(exploreAll() ? 0 : 1);
let world = await World.start();
/** Which ways the running gateways have. */
let gatewaysFor: Ways | undefined;
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
console.log(`\n${passed} passed, ${failed} failed, ${unclear} came to nothing`);
// Where most came to nothing, nothing was shown.
process.exit(failed === 0 && passed > unclear && unclear <= (values.short ? mostUnclear : 0) ? 0 : 1);

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
  for (const fault of faults.filter(({ name }) => values.only?.includes(name) ?? true)) {
    if (values.short && now() - startedAt > shortLimitMs) {
      console.log(`? ${fault.name} was not begun: over ${shortLimitMs / 60_000} minutes have passed`);
      unclear += 1;
      continue;
    }
    const tally = await tallyOf(fault);
    console.log(lineOf(fault, tally));
    const verdict = verdictOf(tally);
    if (verdict === 'held' || (verdict === 'slow' && values.short)) passed += 1;
    else if (verdict === 'unclear') unclear += 1;
    else failed += 1;
    if (verdict === 'unclear') await renewWorld();
    else if (verdict === 'broken') gatewaysFor = undefined;
  }
}

/** On a busy machine the one round of the short form may come to nothing; it is tried once more. A violation never is. */
async function tallyOf(fault: Fault): Promise<Tally> {
  const tally = await roundsOf(fault, Number(values.rounds ?? (values.short ? 1 : fault.rounds)));
  if (!values.short || verdictOf(tally) !== 'unclear') return tally;
  console.log(`  again: ${tally.troubles[0]}`);
  await renewWorld();
  return await roundsOf(fault, 1);
}

async function roundsOf(fault: Fault, count: number): Promise<Tally> {
  const tally = emptyTally();
  for (let i = 0; i < count && isGood(tally); i++) take(tally, await oneRound(fault));
  return tally;
}

/** Whatever a round that came to nothing has left behind must not keep the next ones from showing anything. */
async function renewWorld(): Promise<void> {
  await world.stop();
  gatewaysFor = undefined;
  world = await World.start();
}

/** Every mutant under the fault that is named with it: here a violation is what is wanted. */
async function hunt(): Promise<void> {
  // Some need luck: a call has to be on its way in the very moment. The first violation ends it.
  const tries = Number(values.rounds ?? 25);
  for (const name of Object.keys(mutants) as MutantName[]) {
    if (values.only !== undefined && !values.only.includes(name)) continue;
    const { fault: faultName, missing } = mutants[name];
    const fault = faults.find(each => each.name === faultName);
    if (fault === undefined) throw new Error(`no fault ${faultName}`);
    await world.startGateways(fault.ways, name);
    gatewaysFor = fault.ways;
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
  let result: RoundResult | undefined;
  const fail = (error: Error) => {
    broke ??= error;
    return undefined;
  };
  let round: Round | undefined;
  const work = (async () => {
    if (gatewaysFor !== fault.ways) await world.startGateways(fault.ways);
    gatewaysFor = fault.ways;
    round = await Round.begin(world, `round-${rounds}`).catch(fail);
    if (round !== undefined) await fault.run(round).catch(fail);
    result = await round?.finish().catch(fail);
  })().catch(fail);
  if (!(await endsWithin(roundLimitMs, work))) {
    fail(new Error(`not over within ${roundLimitMs / 1000} s`));
    round?.abandon();
  }
  return { fault, seconds: (now() - began) / 1000, result, broke };
}

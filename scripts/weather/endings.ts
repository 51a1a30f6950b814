import { setTimeout as pause } from 'node:timers/promises';
import type { Place } from './place.ts';
import { processesIn, Started } from './started.ts';

const longestMs = 45_000;

export async function brokenOff(place: Place, words: string): Promise<string> {
  const began = performance.now();
  const started = new Started(place);
  await started.shows(words);
  await started.interrupt();
  await nothingLeft(place);
  if (started.shown.includes('Ctrl-C stops everything')) throw new Error('it came up before it was stopped');
  return `all ended, ${((performance.now() - began) / 1000).toFixed(1)} s after the start`;
}

/** npm does not pass SIGTERM on. */
export async function terminated(place: Place): Promise<string> {
  const started = new Started(place);
  await started.shows('Ctrl-C stops everything');
  started.child.kill('SIGTERM');
  await nothingLeft(place);
  await started.shows('All is stopped.');
  return 'all ended in order';
}

async function killed(place: Place, chosen: RegExp): Promise<string> {
  const started = new Started(place);
  await started.shows('Ctrl-C stops everything');
  for (const line of processesIn(place).filter(text => chosen.test(text)))
    process.kill(Number(line.split(' ')[0]), 'SIGKILL');
  await nothingLeft(place);
  const again = new Started(place);
  await again.shows('Ctrl-C stops everything');
  await again.interrupt();
  return 'the others ended by themselves, and the next start is ready';
}

export async function starterKilled(place: Place): Promise<string> {
  return await killed(place, /npm start|scripts\/start(\.mjs|\/main\.ts)/);
}

/** As `killall -9 node` does. */
export async function everyNodeKilled(place: Place): Promise<string> {
  return await killed(place, /^\d+ (npm|\S*node) /);
}

/** Nobody is told of the end of processes that are not its children, so this looks. */
async function nothingLeft(place: Place): Promise<void> {
  const until = performance.now() + longestMs;
  while (processesIn(place).length > 0) {
    if (performance.now() > until) throw new Error(`processes are left: ${processesIn(place).join(' · ')}`);
    await pause(100);
  }
}

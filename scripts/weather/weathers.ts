import { rmSync, writeFileSync } from 'node:fs';
import { brokenOff, everyNodeKilled, starterKilled, terminated } from './endings.ts';
import { fullDisk, newerData, otherPerson, readOnlyFolder } from './folders.ts';
import { networkAway, nothingCached, nothingChanged } from './networks.ts';
import type { Place } from './place.ts';
import { Started } from './started.ts';

/** One state of the world, and what a person sees of `npm start` in it. @throws Error when it is not as promised */
type Weather = { name: string; seen(place: Place): Promise<string> };

async function firstStart(place: Place): Promise<string> {
  const began = performance.now();
  const started = new Started(place);
  await started.shows('Ctrl-C stops everything');
  const seconds = Math.round((performance.now() - began) / 1000);
  if (seconds > 180) throw new Error(`ready after ${seconds} s`);
  await started.interrupt();
  return `ready after ${seconds} s`;
}

async function secondStart(place: Place): Promise<string> {
  const began = performance.now();
  const started = new Started(place);
  await started.shows('Ctrl-C stops everything');
  const seconds = (performance.now() - began) / 1000;
  const again = new Started(place);
  const code = await again.ends();
  await again.shows('already runs in this folder');
  await started.interrupt();
  if (code !== 1) throw new Error(`a second one in the same folder ended with ${code}`);
  return `ready after ${seconds.toFixed(1)} s; another in the same folder says where it runs`;
}

async function halfDeleted(place: Place): Promise<string> {
  for (const folder of ['.pnpm/zod@4.6.7', 'zod', '.pnpm/undici@8.12.4'])
    rmSync(`${place.project}/node_modules/${folder}`, { recursive: true });
  const started = new Started(place);
  await started.shows('✓ Mending packages');
  await started.shows('Ctrl-C stops everything');
  await started.interrupt();
  return 'mended, and ready';
}

async function staleLock(place: Place): Promise<string> {
  writeFileSync(place.data('start.lock'), String(process.pid));
  const started = new Started(place);
  await started.shows('Ctrl-C stops everything');
  await started.interrupt();
  return 'counts for nothing';
}

/** In this order: the first has nothing, later ones find what it has brought. */
export const weathers: readonly Weather[] = [
  { name: 'no network and nothing cached', seen: nothingCached },
  { name: 'broken off while installing', seen: place => brokenOff(place, 'Installing packages') },
  { name: 'first start on an empty machine', seen: firstStart },
  { name: 'second start', seen: secondStart },
  { name: 'no network, nothing changed', seen: nothingChanged },
  { name: 'no network, packages gone, all cached', seen: networkAway },
  { name: 'half of node_modules deleted', seen: halfDeleted },
  { name: 'stale lock', seen: staleLock },
  { name: 'npm ended by SIGTERM', seen: terminated },
  { name: 'npm start killed outright', seen: starterKilled },
  { name: 'every node process killed outright', seen: everyNodeKilled },
  { name: 'broken off at the first phases', seen: place => brokenOff(place, 'Collaboration Keys starts') },
  { name: 'broken off at the demo', seen: place => brokenOff(place, '✓ MongoDB') },
  { name: 'broken off at the apps', seen: place => brokenOff(place, '✓ Demo') },
  { name: 'newer data', seen: newerData },
  { name: 'full disk', seen: fullDisk },
  { name: 'read-only folder', seen: readOnlyFolder },
  { name: 'another person without rights', seen: otherPerson },
];

import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './place.ts';
import { Started } from './started.ts';

/** A network with nobody in it but ourselves. */
const alone = ['unshare', '-n', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];

export async function nothingCached(place: Place): Promise<string> {
  const began = performance.now();
  const started = new Started(place, { before: alone });
  const code = await started.ends();
  await started.shows('the npm registry cannot be reached');
  const seconds = (performance.now() - began) / 1000;
  if (code !== 1 || seconds > 60) throw new Error(`ended with ${code} after ${seconds} s`);
  return `ends with 1 after ${seconds.toFixed(1)} s, and says that the first start needs the registry`;
}

/** An npx that complains is first on PATH: it must not be asked. */
export async function nothingChanged(place: Place): Promise<string> {
  const tools = join(place.folder, 'tools');
  mkdirSync(tools);
  writeFileSync(join(tools, 'npx'), '#!/bin/sh\necho npx was called\nexit 1\n');
  chmodSync(join(tools, 'npx'), 0o755);
  const environment = { PATH: `${tools}:${process.env.PATH}` };
  const started = new Started(place, { before: alone, environment });
  await started.shows('Ctrl-C stops everything');
  await started.interrupt();
  return 'ready, npx not called';
}

export async function networkAway(place: Place): Promise<string> {
  rmSync(join(place.project, 'node_modules'), { recursive: true });
  const began = performance.now();
  const started = new Started(place, { before: alone });
  await started.shows('✓ Installing packages');
  const seconds = (performance.now() - began) / 1000;
  await started.shows('Ctrl-C stops everything');
  await started.interrupt();
  return `installed from what was cached after ${seconds.toFixed(1)} s, and ready`;
}

import { availableParallelism, loadavg } from 'node:os';
import { measureCost } from './cost.ts';
import { measureFullDisk } from './full-disk.ts';
import { measureLoop } from './loop.ts';
import { measureOutage } from './outage.ts';
import { openPlace } from './place.ts';

/** What must hold: see issue 7. */
const limits = { share: 1.15, rowsPerSecond: 5_000 };
const [, , , seconds = '20'] = process.argv;

/**
 * What the recorder costs of a call, and how fast it gives away what it kept while the database was away; with the word
 * `loop` only what a record costs by itself.
 */
export async function run(): Promise<boolean> {
  if (seconds === 'loop') return await measureLoop();
  const share = await measureCost();
  const place = await openPlace();
  try {
    const rowsPerSecond = await measureOutage(place, Number(seconds) * 1000);
    const isWhole = await measureFullDisk(place);
    const load = loadavg()[0] ?? Number.NaN;
    console.log(`Load of this machine: ${load.toFixed(1)} on ${availableParallelism()} cores`);
    return share <= limits.share && rowsPerSecond >= limits.rowsPerSecond && isWhole;
  } finally {
    await place.close();
  }
}

import { join } from 'node:path';
import { findMongod } from '../mongod/find-mongod.ts';
import { wordsOf } from '../run-command.ts';
import { buildPortal } from '../start/portal-build.ts';
import { Screen } from '../start/screen.ts';
import { findChromium } from './find-chromium.ts';
import { findPython } from './find-python.ts';
import { runCheck } from './run-check.ts';
import { runVitest } from './run-vitest.ts';
import { Tally } from './tally.ts';

/**
 * `npm test`: what a fresh machine needs, the checks, then every test; one line at the end tells how many passed.
 * `npm test -- gateway` hands its words to vitest and does without the checks.
 */
const root = join(import.meta.dirname, '../..');
const data = join(root, '.data');
const places = process.argv.slice(2);
const screen = new Screen(process.stdout);
const tally = new Tally();
const stopping = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'])
  process.on(signal, () => stopping.abort());

const checks: readonly (readonly [name: string, binary: string, ...args: string[]])[] = [
  ['Types', 'tsc', '--noEmit'],
  ['Types of the portal', 'tsc', '--noEmit', '-p', 'portal'],
  ['Style and lint', 'biome', 'check', '.'],
  ['Unused code', 'knip'],
];

async function step(name: string, work: () => Promise<string>): Promise<void> {
  try {
    await screen.phase(name, work, String);
    tally.pass();
  } catch (error) {
    screen.show(`  ✗ ${name}\n\n${wordsOf(error)}\n`);
    tally.fail();
  }
}

async function find(variable: string, finder: (folder: string) => Promise<string>): Promise<string> {
  const found = await finder(data);
  process.env[variable] = found;
  return found;
}

await step('MongoDB', () => find('MONGOD_BINARY', findMongod));
await step('Chromium', () => find('CHROMIUM_PATH', findChromium));
await step('Python', () => find('PYTHON_PATH', findPython));
if (places.length === 0)
  for (const [name, binary, ...args] of checks)
    await step(name, () => runCheck(root, binary, args, stopping.signal));
if (places.length === 0 || places.some(place => place.startsWith('portal')))
  await step('Portal build', async () => {
    const built = await buildPortal(join(data, 'logs'), stopping.signal);
    return built ? 'built' : 'unchanged';
  });
if (!stopping.signal.aborted) tally.add(await runVitest(root, places, stopping.signal));
screen.show(`\n${tally.line()}`);
process.exit(tally.failed === 0 && !stopping.signal.aborted ? 0 : 1);

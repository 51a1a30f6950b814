import { mkdir } from 'node:fs/promises';
import { readOptions } from '../start-options.mjs';
import { bringUpToDate } from './data-version.ts';
import { faultOfRoom } from './disk-room.ts';
import { dropData, mayDropData } from './drop-data.ts';
import { withFix } from './faults.ts';
import { Leftovers } from './leftovers.ts';
import { holdFolder } from './lock.ts';
import { Screen } from './screen.ts';
import { readStartSettings, type StartSettings } from './settings.ts';
import { WholeRun } from './whole-run.ts';

/** `npm start`: everything up, in order; Ctrl-C brings everything down, in order. */
const screen = new Screen(process.stdout);
const undo: (() => Promise<void>)[] = [];
let ending = false;

async function end(code: number, words: string): Promise<void> {
  if (ending) return;
  ending = true;
  screen.quiet();
  screen.show(words);
  for (const step of undo.reverse()) await step().catch(error => screen.show(withFix(error)));
  if (undo.length > 1) screen.show('All is stopped.');
  process.exit(code);
}

/** Longer than any process of ours takes to hand in its work. */
const leftoverLimitMs = 35_000;

/** Everything about the folder that must be right before something runs in it. False when the person says no. */
async function prepareFolder(settings: StartSettings, { fresh, yes }: typeof options): Promise<boolean> {
  const folder = settings.DATA_FOLDER;
  const { stdin: input, stdout: output } = process;
  if (fresh && !(await mayDropData(settings, { yes, input, output }))) return false;
  const left = await new Leftovers(folder).end(leftoverLimitMs);
  if (left > 0) screen.say(`${left} processes of an earlier run were still there and have ended`);
  if (fresh) {
    await dropData(folder);
    screen.say('The demo’s data are dropped');
  }
  const carried = await bringUpToDate(folder);
  if (carried !== undefined) screen.say(carried);
  const full = await faultOfRoom(folder);
  if (full !== undefined) throw new Error(full);
  return true;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => end(0, '\nStopping; calls under way are finished first …'));
// The bootstrap before this process is gone: nobody is left who could stop it.
process.on('disconnect', () => end(0, '\nStopping …'));
if (process.send !== undefined && !process.connected) await end(0, '\nStopping …');
process.on('uncaughtException', error => end(1, error.stack ?? error.message));
// A closed terminal must not keep things from being stopped.
process.stdout.on('error', () => {});

const options = readOptions(process.argv.slice(2));
try {
  screen.show('\nCollaboration Keys starts\n');
  const settings = readStartSettings(process.env);
  await mkdir(settings.DATA_FOLDER, { recursive: true, mode: 0o700 });
  undo.push(await holdFolder(settings.DATA_FOLDER, import.meta.filename));
  if (await prepareFolder(settings, options)) {
    const run = new WholeRun({ settings, screen, ...options }, reason =>
      end(1, `\n${withFix(new Error(reason))}\n`),
    );
    undo.push(() => run.stop());
    await run.start();
  } else {
    await end(0, '\nNothing is dropped, and nothing was started.');
  }
} catch (error) {
  await end(1, `\n${withFix(error)}\n`);
}

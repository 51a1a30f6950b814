import { mkdir } from 'node:fs/promises';
import { withFix } from './faults.ts';
import { holdFolder } from './lock.ts';
import { Screen } from './screen.ts';
import { readStartSettings } from './settings.ts';
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
  if (undo.length > 0) screen.show('All is stopped.');
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => end(0, '\nStopping; calls under way are finished first …'));
// The bootstrap before this process is gone: nobody is left who could stop it.
process.on('disconnect', () => end(0, '\nStopping …'));
process.on('uncaughtException', error => end(1, error.stack ?? error.message));
// A closed terminal must not keep things from being stopped.
process.stdout.on('error', () => {});

try {
  screen.show('\nCollaboration Keys starts\n');
  const settings = readStartSettings(process.env);
  await mkdir(settings.DATA_FOLDER, { recursive: true, mode: 0o700 });
  undo.push(await holdFolder(settings.DATA_FOLDER, import.meta.filename));
  const run = new WholeRun(settings, screen, reason => end(1, `\n${reason}\n`));
  undo.push(() => run.stop());
  await run.start();
} catch (error) {
  await end(1, `\n${withFix(error)}\n`);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wordsOf } from '../run-command.ts';
import { AlreadyRunning } from './lock.ts';
import { readStartSettings } from './settings.ts';

const fixes: Readonly<Record<string, string>> = {
  EACCES: 'This folder cannot be written by you. Make it yours, or set DATA_FOLDER to one that is.',
  EPERM: 'This folder cannot be written by you. Make it yours, or set DATA_FOLDER to one that is.',
  EROFS: 'This folder is read-only. Set DATA_FOLDER to one that can be written.',
  ENOSPC: 'The disk is full. Make room, then run this again.',
};

/** What a person reads of a failed start: what is wrong, and what to do. */
export function withFix(error: unknown): string {
  if (error instanceof AlreadyRunning) return whereItRuns(error.pid);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words = wordsOf(error);
  // A process that died of a full disk says so in its last words only.
  const fix = fixes[code] ?? (/ENOSPC|no space left on device/i.test(words) ? fixes.ENOSPC : undefined);
  return fix === undefined ? words : `${words}\n${fix}`;
}

function whereItRuns(pid: number): string {
  const file = join(readStartSettings(process.env).DATA_FOLDER, 'run.json');
  let where = 'It is still starting.';
  try {
    const run: { portal?: unknown } = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof run.portal === 'string') where = `Its portal: ${run.portal}`;
  } catch {
    // Not ready yet; then there is no file.
  }
  return `Collaboration Keys already runs in this folder, as process ${pid}. ${where}\nCtrl-C in its terminal stops it.`;
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './place.ts';
import { Started } from './started.ts';

/** Nobody in particular. */
const uid = '64321';
const asOther = ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];

async function refuses(started: Started, words: string | RegExp): Promise<string> {
  const code = await started.ends();
  await started.shows(words);
  if (code !== 1) throw new Error(`ended with ${code}`);
  const lines = started.shown.split('\n').filter(line => /\S/.test(line));
  return `refused: ${lines.slice(-2).join(' / ').slice(0, 240)}`;
}

export async function newerData(place: Place): Promise<string> {
  const kept = readFileSync(place.data('version'), 'utf8');
  writeFileSync(place.data('version'), '9\n');
  const seen = await refuses(new Started(place), 'npm start -- --fresh');
  writeFileSync(place.data('version'), kept);
  return seen;
}

export async function fullDisk(place: Place): Promise<string> {
  const folder = join(place.folder, 'small');
  mkdirSync(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', folder]);
  try {
    return await refuses(new Started(place, { environment: { DATA_FOLDER: folder } }), 'The disk is full');
  } finally {
    execFileSync('umount', [folder]);
  }
}

/** The project is mounted read-only for this start alone. */
export async function readOnlyFolder(place: Place): Promise<string> {
  const script = `mount --bind "${place.project}" "${place.project}" && mount -o remount,ro,bind "${place.project}" && cd "${place.project}" && exec "$@"`;
  const before = ['unshare', '-m', 'sh', '-c', script, 'sh'];
  const seen = await refuses(new Started(place, { before }), /read-only.*DATA_FOLDER/s);
  const folder = join(place.folder, 'elsewhere');
  const started = new Started(place, { before, environment: { DATA_FOLDER: folder } });
  await started.shows('Ctrl-C stops everything');
  await started.interrupt();
  return `${seen}; with DATA_FOLDER elsewhere: ready`;
}

/** The project belongs to root here. */
export async function otherPerson(place: Place): Promise<string> {
  execFileSync('chmod', ['755', place.folder]);
  return await refuses(new Started(place, { before: asOther }), 'cannot be written by you');
}

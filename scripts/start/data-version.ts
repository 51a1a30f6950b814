import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writePrivateFile } from './write-file.ts';

/** What `.data/` looks like today. Raised when its files change in a way that older code cannot read. */
const current = 1;

type Migration = (folder: string) => Promise<void>;

/**
 * What makes data of a version that of the next. 0 is data from before there was a version file; all of it fits
 * version 1. A version without an entry cannot be carried over.
 */
const migrations: Readonly<Record<number, Migration>> = { 0: async () => {} };

type Ways = { current: number; migrations: Readonly<Record<number, Migration>> };

/**
 * Brings the data of this folder up to the present version, one step after the other.
 * @returns what was done, in words; undefined for nothing
 * @throws Error when the data are newer, or too old to be carried over.
 */
export async function bringUpToDate(
  folder: string,
  ways: Ways = { current, migrations },
): Promise<string | undefined> {
  const found = await readDataVersion(folder);
  if (found === undefined) {
    await write(folder, ways.current);
    return undefined;
  }
  if (found > ways.current) throw new Error(tooNew(folder, found, ways.current));
  for (let version = found; version < ways.current; version += 1) {
    const migrate = ways.migrations[version];
    if (migrate === undefined) throw new Error(tooOld(folder, found, ways.current));
    await migrate(folder);
    await write(folder, version + 1);
  }
  return found === ways.current ? undefined : `The data were of version ${found} and are ${ways.current} now`;
}

/**
 * The version of the data in a folder; undefined when there are none.
 * @throws Error when the version file holds no version.
 */
export async function readDataVersion(folder: string): Promise<number | undefined> {
  const path = join(folder, 'version');
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return (await exists(join(folder, 'mongodb'))) ? 0 : undefined;
  if (!/^\d{1,6}\s*$/.test(text)) throw new Error(`${path} holds no version. ${anew}`);
  return Number(text);
}

/** The fault that these data would be to `npm start`, in words. */
export async function faultOfData(folder: string): Promise<string | undefined> {
  const found = (await readDataVersion(folder)) ?? current;
  if (found > current) return tooNew(folder, found, current);
  return found < current && migrations[found] === undefined ? tooOld(folder, found, current) : undefined;
}

const anew = 'To begin anew without these data: npm start -- --fresh';

function tooNew(folder: string, found: number, known: number): string {
  return `The data in ${folder} are of version ${found}, and this code knows ${known} at most: a newer one has worked here.\nUpdate the code. ${anew}`;
}

function tooOld(folder: string, found: number, known: number): string {
  return `The data in ${folder} are of version ${found}, too old to be carried over to ${known}.\n${anew}`;
}

async function write(folder: string, version: number): Promise<void> {
  await writePrivateFile(join(folder, 'version'), `${version}\n`);
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

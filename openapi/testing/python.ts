import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A Python that has the requests library: the machine's own, or one with an environment of its own under `.data/`. */
export async function findPython(): Promise<string> {
  if (await hasRequests('python3')) return 'python3';
  const folder = join(import.meta.dirname, '../../.data/python');
  const python = join(folder, 'bin/python3');
  if (await hasRequests(python)) return python;
  await run('python3', ['-m', 'venv', folder]);
  await run(python, ['-m', 'pip', 'install', '--quiet', 'requests==2.34.2']);
  return python;
}

async function hasRequests(python: string): Promise<boolean> {
  return await run(python, ['-c', 'import requests']).then(
    () => true,
    () => false,
  );
}

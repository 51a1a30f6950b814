import { join } from 'node:path';
import { pythonEnvironment } from '../python-environment.ts';
import { runCommand } from '../run-command.ts';

/**
 * A Python 3 that has `requests`, which the Python samples import: `PYTHON_PATH`, the machine's own, or a virtual
 * environment made under the folder. @throws Error that tells a person what to install
 */
export async function findPython(folder: string): Promise<string> {
  const given = process.env.PYTHON_PATH;
  if (given !== undefined && given !== '') {
    await runCommand(given, ['-c', 'import requests']);
    return given;
  }
  const own = join(folder, 'python');
  for (const candidate of ['python3', join(own, 'bin/python3')]) {
    if (await hasRequests(candidate)) return candidate;
  }
  return join(await pythonEnvironment(own, ['requests==2.34.2']), 'python3');
}

async function hasRequests(python: string): Promise<boolean> {
  return await runCommand(python, ['-c', 'import requests']).then(
    () => true,
    () => false,
  );
}

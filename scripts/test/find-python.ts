import { join } from 'node:path';
import { isProgram, runCommand } from '../run-command.ts';

/** What the Python samples import; what is installed where the machine has none. */
const packages = ['requests==2.34.2'];

/**
 * A Python 3 that has `requests`: `PYTHON_PATH`, the machine's own, or a virtual environment made under the folder.
 * @throws Error that tells a person what to install
 */
export async function findPython(folder: string): Promise<string> {
  const given = process.env.PYTHON_PATH;
  if (given !== undefined && given !== '') {
    await runCommand(given, ['-c', 'import requests']);
    return given;
  }
  const own = join(folder, 'python/bin/python3');
  for (const candidate of ['python3', own]) if (await hasRequests(candidate)) return candidate;
  await makeEnvironment(join(folder, 'python')).catch(error => {
    const why = error instanceof Error ? ` (${error.message})` : '';
    throw new Error(
      `The tests of the code samples need Python 3 with venv and requests${why}. Install it, or set PYTHON_PATH.`,
    );
  });
  return own;
}

async function hasRequests(python: string): Promise<boolean> {
  return await runCommand(python, ['-c', 'import requests']).then(
    () => true,
    () => false,
  );
}

async function makeEnvironment(target: string): Promise<void> {
  if (!(await isProgram(join(target, 'bin/python3')))) await runCommand('python3', ['-m', 'venv', target]);
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages];
  await runCommand(join(target, 'bin/python3'), install, { timeoutMs: 180_000 });
}

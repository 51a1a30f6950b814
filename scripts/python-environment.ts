import { join } from 'node:path';
import { isProgram, runCommand } from './run-command.ts';

/**
 * A virtual environment of Python 3 that holds these packages, made where it is missing.
 * @returns its folder of programs. @throws Error that tells a person what to install
 */
export async function pythonEnvironment(target: string, packages: readonly string[]): Promise<string> {
  const programs = join(target, 'bin');
  const python = join(programs, 'python3');
  try {
    if (!(await isProgram(python))) await runCommand('python3', ['-m', 'venv', target]);
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages];
    await runCommand(python, install, { timeoutMs: 300_000 });
  } catch (error) {
    const why = error instanceof Error ? ` (${error.message})` : '';
    throw new Error(
      `${packages.join(', ')} could not be installed${why}. It takes Python 3 with venv and pip.`,
    );
  }
  return programs;
}

import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The environment in which the workspace's tools run: under this very Node, whatever is first on PATH. */
export function toolEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${join(process.execPath, '..')}:${process.env.PATH ?? ''}` };
}

/**
 * Runs one of the workspace's tools.
 * @throws Error with all it said, when it finds fault.
 */
export async function runCheck(
  root: string,
  binary: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const child = spawn(join(root, 'node_modules/.bin', binary), args, {
    cwd: root,
    env: toolEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const said: Buffer[] = [];
  child.stdout.on('data', piece => said.push(piece));
  child.stderr.on('data', piece => said.push(piece));
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) resolve('');
      else reject(new Error(Buffer.concat(said).toString('utf8').trim() || `${binary} ended with ${code}`));
    });
  });
}

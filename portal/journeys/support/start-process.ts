import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

export type RunningProcess = { name: string; child: ChildProcess; output(): string; stop(): Promise<void> };

/** Starts one of our processes as `npm start` does, and waits until it says that it serves. */
export async function startProcess(entry: string, env: Record<string, string>): Promise<RunningProcess> {
  const { PATH = '', HOME = '' } = process.env;
  const child = fork(join(root, entry), {
    cwd: root,
    env: { PATH, HOME, NODE_ENV: 'production', DEPLOYMENT: 'development', LOG_LEVEL: 'warn', ...env },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', piece => (output += String(piece)));
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${entry} is not ready after 90 s:\n${output}`)), 90_000);
    child.once('message', () => {
      clearTimeout(timer);
      resolve();
    });
    child.once('exit', code => {
      clearTimeout(timer);
      reject(new Error(`${entry} ended with ${code}:\n${output}`));
    });
  });
  return { name: entry, child, output: () => output, stop: () => stopProcess(child) };
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(force);
}

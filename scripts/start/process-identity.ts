import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { runCommand } from '../run-command.ts';

/** The command line of a running process; empty when there is none. */
async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return words.replaceAll('\0', ' ');
  }
  return await runCommand('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => '');
}

/** Whether `pid` still is what we started: its command line carries `proof`. A pid alone may belong to anybody by now. */
export async function isOurs(pid: number, proof: string): Promise<boolean> {
  return pid > 0 && (await commandOf(pid)).includes(proof);
}

/** Ends a process of an earlier run: SIGTERM, and SIGKILL when that takes longer than `limitMs`. */
export async function endLeftover(pid: number, proof: string, limitMs: number): Promise<boolean> {
  if (!(await isOurs(pid, proof))) return false;
  signal(pid, 'SIGTERM');
  const deadline = performance.now() + limitMs;
  // Nobody is told of the end of a process that is not its child, so this looks.
  while (await isOurs(pid, proof)) {
    if (performance.now() > deadline) signal(pid, 'SIGKILL');
    await pause(50);
  }
  return true;
}

function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Keeps a process, with all its threads, on one processor. Two that share a core slow each other down, which looks like
 * processor time: so whoever is measured gets one for itself, and all others are on the other, which is always busy.
 * @returns false where the system has no way to do that
 */
export async function pin(pid: number, processor: '0' | '1'): Promise<boolean> {
  return await run('taskset', ['-acp', processor, String(pid)]).then(
    () => true,
    () => false,
  );
}

import { readFile } from 'node:fs/promises';

/** Linux counts the time of processes in hundredths of a second. */
const tickMs = 10;

/** Processor time that a process has used, in milliseconds; NaN where there is no /proc. */
export async function cpuTime(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // After the name in brackets, which may hold anything: the fields 14 and 15 are user and system time.
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) * tickMs;
}

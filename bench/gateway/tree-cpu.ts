import { readdir, readFile } from 'node:fs/promises';

/**
 * Processor time that a process and all its children have used, in microseconds, from what the scheduler counts for each
 * thread: the hundredths of a second in `stat` are too coarse for a short round. NaN where there is no /proc.
 */
export async function treeCpu(pid: number): Promise<number> {
  const pids = await treeOf(pid);
  const times = await Promise.all(pids.map(processCpu));
  return times.reduce((sum, each) => sum + each, 0);
}

/** Resident memory of the tree, in bytes. */
export async function treeMemory(pid: number): Promise<number> {
  const sizes = await Promise.all(
    (await treeOf(pid)).map(async each => {
      const status = await readFile(`/proc/${each}/status`, 'utf8').catch(() => '');
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
    }),
  );
  return sizes.reduce((sum, each) => sum + each, 0);
}

async function treeOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const children = await Promise.all(
    threads.map(async thread => {
      const text = await readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '');
      return text.split(' ').filter(each => each !== '');
    }),
  );
  const below = await Promise.all(children.flat().map(child => treeOf(Number(child))));
  return [pid, ...below.flat()];
}

async function processCpu(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  let nanoseconds = threads.length === 0 ? Number.NaN : 0;
  for (const thread of threads) {
    const text = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0');
    nanoseconds += Number(text.split(' ')[0]);
  }
  return nanoseconds / 1000;
}

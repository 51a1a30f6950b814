import { link, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isOurs } from './process-identity.ts';
import { writePrivateFile } from './write-file.ts';

/** Another `npm start` holds the folder. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
  readonly pid: number;

  constructor(pid: number) {
    super(`process ${pid} runs here already`);
    this.pid = pid;
  }
}

/**
 * Makes this process the only one that works in `folder`, until the returned function is called. A lock whose process
 * has died, or whose pid belongs to another program by now, counts for nothing.
 * @param proof what the command line of a holder carries
 * @throws AlreadyRunning
 */
export async function holdFolder(folder: string, proof: string): Promise<() => Promise<void>> {
  const lock = join(folder, 'start.lock');
  const mine = join(folder, `start.lock.${process.pid}.new`);
  await writePrivateFile(mine, String(process.pid));
  try {
    while (!(await claim(mine, lock))) {
      const holder = await readFile(lock, 'utf8').catch(() => '');
      const pid = Number(holder);
      if (pid !== process.pid && (await isOurs(pid, proof))) throw new AlreadyRunning(pid);
      await putAside(lock, holder);
    }
  } finally {
    await rm(mine, { force: true });
  }
  return () => rm(lock, { force: true });
}

/** Linking is atomic, and the lock has its content from the first moment. */
async function claim(mine: string, lock: string): Promise<boolean> {
  try {
    await link(mine, lock);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Of two starts that find the same stale lock one may already have replaced it; its new lock must stay. */
async function putAside(lock: string, stale: string): Promise<void> {
  const aside = `${lock}.${process.pid}.old`;
  try {
    await rename(lock, aside);
  } catch {
    return;
  }
  const taken = await readFile(aside, 'utf8');
  if (taken !== stale) await link(aside, lock).catch(() => {});
  await rm(aside, { force: true });
}

import { execFile } from 'node:child_process';
import { mkdir, readdir, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const portal = join(import.meta.dirname, '../..');
const lock = join(portal, 'node_modules/.build-lock');
/** Far longer than a build takes: a lock this old was left by a killed run. */
const lockLimitMs = 180_000;

/** Builds the portal unless its build is newer than everything it is made of; suites that run at once build once. */
export async function ensurePortalBuild(): Promise<void> {
  await takeLock();
  try {
    const built = await changedAt(join(portal, 'build/server/index.js'));
    const sources = ['app', 'public', 'vite.config.ts', 'package.json'];
    const newest = Math.max(...(await Promise.all(sources.map(source => newestIn(join(portal, source))))));
    if (built < newest) await build();
  } finally {
    await rmdir(lock);
  }
}

async function build(): Promise<void> {
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production' };
  const remix = join(portal, 'node_modules/@remix-run/dev/dist/cli.js');
  await promisify(execFile)(process.execPath, [remix, 'vite:build'], { cwd: portal, env });
}

/** A folder is the lock: making one either succeeds or says that it exists. */
async function takeLock(): Promise<void> {
  for (;;) {
    const taken = await mkdir(lock).then(
      () => true,
      () => false,
    );
    if (taken) return;
    if (Date.now() - (await changedAt(lock)) > lockLimitMs) await rmdir(lock).catch(() => undefined);
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

async function newestIn(path: string): Promise<number> {
  if (!(await stat(path)).isDirectory()) return await changedAt(path);
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile());
  return Math.max(0, ...(await Promise.all(files.map(file => changedAt(join(file.parentPath, file.name))))));
}

async function changedAt(file: string): Promise<number> {
  return await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

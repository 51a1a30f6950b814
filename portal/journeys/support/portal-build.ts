import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const portal = join(import.meta.dirname, '../..');

/** Builds the portal unless its build is newer than everything it is made of. */
export async function ensurePortalBuild(): Promise<void> {
  const built = await changedAt(join(portal, 'build/server/index.js'));
  const sources = ['app', 'public', 'vite.config.ts', 'package.json'];
  const newest = Math.max(...(await Promise.all(sources.map(source => newestIn(join(portal, source))))));
  if (built > newest) return;
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production' };
  const remix = join(portal, 'node_modules/@remix-run/dev/dist/cli.js');
  await promisify(execFile)(process.execPath, [remix, 'vite:build'], { cwd: portal, env });
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

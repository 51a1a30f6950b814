import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runGuarded } from '../install/guarded.mjs';
import { lastWords } from './child-log.ts';
import { fingerprint } from './fingerprint.ts';
import { root } from './settings.ts';

/** All that the built portal is made from. */
const sources = ['portal', 'openapi', 'shared', 'pnpm-lock.yaml'];
const builder = join(root, 'portal/node_modules/@remix-run/dev/dist/cli.js');
const stampFile = join(root, 'portal/build/.made-from');

/**
 * Builds the portal unless it was built from just these sources. The stamp is written last, so that a broken-off
 * build counts for nothing.
 * @returns whether there was something to do
 * @throws Error with the last lines of the build.
 */
export async function buildPortal(logFolder: string, signal: AbortSignal): Promise<boolean> {
  const made = await fingerprint(root, sources);
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === made) return false;
  await rm(stampFile, { force: true });
  await mkdir(logFolder, { recursive: true });
  const log = join(logFolder, 'portal-build.log');
  const code = await build(log, signal);
  if (code !== 0) {
    const words = lastWords({ path: log, from: 0 }, 15).map(line => `    ${line}`);
    throw new Error(`The portal could not be built:\n${words.join('\n')}\n  All of it: ${log}`);
  }
  await writeFile(stampFile, made);
  return true;
}

async function build(log: string, signal: AbortSignal): Promise<number> {
  const file = openSync(log, 'w', 0o600);
  try {
    const { code } = await runGuarded(process.execPath, [builder, 'vite:build'], {
      cwd: join(root, 'portal'),
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
      signal,
      hear: piece => writeSync(file, piece),
    });
    return code;
  } finally {
    closeSync(file);
  }
}

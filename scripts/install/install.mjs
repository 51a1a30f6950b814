// Plain JavaScript for any Node >= 18: brings node_modules up to what the lock file says.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runGuarded } from './guarded.mjs';
import { adviceFor } from './install-advice.mjs';
import { packagesShape } from './packages-shape.mjs';
import { showProgress } from './progress.mjs';

const pnpm = 'pnpm@12.21.0';
const saidLines = 12;

/** Without a network this fails within seconds, where the tools' own patience is minutes; a flaky one gets three tries. */
const patience = { fetch_retries: '2', fetch_retry_mintimeout: '500', fetch_retry_maxtimeout: '1000' };

/**
 * Installs what is missing; does nothing, and starts nothing, when all is there.
 * @param {string} root
 * @param {AbortSignal} signal
 */
export async function install(root, signal) {
  const state = installState(root);
  if (state === 'complete') return;
  const modules = join(root, 'node_modules');
  const stamp = stampOf(root);
  const done = showProgress(state === 'damaged' ? 'Mending packages' : 'Installing packages');
  try {
    mkdirSync(modules, { recursive: true });
    // Stands until the end, so that a half-finished install is known as one.
    writeFileSync(stamp, 'unfinished');
    await runPnpm(root, state === 'damaged', signal);
    writeFileSync(stamp, JSON.stringify({ from: fingerprint(root), shape: packagesShape(root) }));
    done(true);
  } catch (error) {
    done(false);
    throw error;
  }
}

/**
 * `damaged` is also one that was broken off: pnpm takes what it has noted as installed for granted.
 * @param {string} root
 * @returns {'complete' | 'missing' | 'outdated' | 'damaged'}
 */
export function installState(root) {
  if (!existsSync(join(root, 'node_modules', '.pnpm'))) return 'missing';
  const stamp = stampOf(root);
  const text = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (text === 'unfinished') return 'damaged';
  const { from, shape } = parse(text);
  if (from !== fingerprint(root)) return 'outdated';
  return shape === packagesShape(root) ? 'complete' : 'damaged';
}

async function runPnpm(root, force, signal) {
  const args = ['--prefer-offline', '--yes', pnpm, 'install', '--frozen-lockfile', '--prefer-offline'];
  const env = { ...process.env, CI: 'true' };
  for (const [name, value] of Object.entries(patience))
    for (const tool of ['npm', 'pnpm']) env[`${tool}_config_${name}`] ??= value;
  const { code, said } = await runGuarded('npx', force ? [...args, '--force'] : args, {
    cwd: root,
    env,
    signal,
  });
  if (code === 0) return;
  const lines = said.trim().split('\n').slice(-saidLines).join('\n');
  throw new Error(`The packages could not be installed:\n${lines}\n\n${adviceFor(said)}`);
}

function stampOf(root) {
  return join(root, 'node_modules', '.installed-from');
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function fingerprint(root) {
  const hash = createHash('sha256').update(process.platform + process.arch);
  const workspace = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
  const members = [...workspace.matchAll(/^ {2}- ([\w-]+)$/gm)].map(([, folder]) =>
    join(folder, 'package.json'),
  );
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...members])
    hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

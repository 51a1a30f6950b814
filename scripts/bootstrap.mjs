// Plain JavaScript for any Node >= 18: installs what the lock file says, then hands over to the workspace's own Node.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './install/install.mjs';
import { adviceFor } from './install/install-advice.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const parentCheckMs = 500;

/**
 * Installs, then runs a TypeScript file under Node 24 and ends as it ends.
 * @param {string} script
 * @param {readonly string[]} args
 */
export async function handOver(script, args) {
  if (nodeVersion().major < 18)
    stop(`Node ${process.versions.node} is too old: any Node from 18 on is enough to begin.`);
  const stopping = new AbortController();
  let end = () => stopping.abort();
  for (const signal of signals) process.on(signal, () => end(signal));
  whenParentIsGone(() => end('SIGTERM'));
  await install(root, stopping.signal).catch(error => {
    if (stopping.signal.aborted) process.exit(130);
    stop(error.code === undefined ? error.message : `${error.message}\n${adviceFor(error.message)}`);
  });
  if (stopping.signal.aborted) process.exit(130);
  const child = run(script, args);
  // The child stops things in order and we end when it has; hearing of it twice (terminal and us) does no harm.
  end = signal => child.kill(signal);
}

/**
 * @param {string} script
 * @param {readonly string[]} args
 */
export function run(script, args) {
  // Through the channel the child learns of our end even when we are killed outright.
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  const child = spawn(findNode(), [join(root, script), ...args], { cwd: root, stdio });
  child.on('error', error => stop(error.message));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
  return child;
}

/** npm dies of SIGTERM without a word to what it runs; that would leave us running with nobody to stop us. */
function whenParentIsGone(act) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, parentCheckMs);
  timer.unref();
}

/** Node 24 comes as a package for Linux; elsewhere the caller's own must be new enough to run TypeScript. */
export function findNode() {
  const packaged = join(root, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');
  if (process.platform === 'linux' && existsSync(packaged)) return packaged;
  const { major, minor } = nodeVersion();
  if (major > 22 || (major === 22 && minor >= 19)) return process.execPath;
  return stop(
    `On ${process.platform} ${process.arch} your own Node runs everything, and ${process.versions.node} is too old. Install Node 22.19 or newer.`,
  );
}

export function nodeVersion() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return { major, minor };
}

/** @param {string} message */
export function stop(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}

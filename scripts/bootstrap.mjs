// Plain JavaScript for any Node >= 18: installs what the lock file says, then hands over to the workspace's own Node.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Runs a TypeScript file under Node 24, and ends as it ends. */
export async function handOver(script, args) {
  if (nodeVersion().major < 18)
    stop(`Node ${process.versions.node} is too old: any Node from 18 on is enough to begin.`);
  await install(root).catch(error => stop(error.message));
  // Through the channel the child learns of our end even when we are killed outright.
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  const child = spawn(findNode(), [join(root, script), ...args], { cwd: root, stdio });
  // The child stops things in order and we end when it has; hearing of it twice (terminal and us) does no harm.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', error => stop(error.message));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

/** Node 24 comes as a package for Linux; elsewhere the caller's own must be new enough to run TypeScript. */
function findNode() {
  const packaged = join(root, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');
  if (process.platform === 'linux' && existsSync(packaged)) return packaged;
  const { major, minor } = nodeVersion();
  if (major > 22 || (major === 22 && minor >= 19)) return process.execPath;
  return stop(
    `On ${process.platform} ${process.arch} your own Node runs everything, and ${process.versions.node} is too old. Install Node 22.19 or newer.`,
  );
}

function nodeVersion() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return { major, minor };
}

function stop(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}

// Plain JavaScript for any Node >= 18: brings node_modules up to what the lock file says.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const pnpm = 'pnpm@12.21.0';
const saidLines = 15;

/** A stamp is written only after success, so a half-finished install is done again. Does nothing when up to date. */
export async function install(root) {
  const modules = join(root, 'node_modules');
  const stamp = join(modules, '.installed-from');
  const wanted = fingerprint(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  mkdirSync(modules, { recursive: true });
  rmSync(stamp, { force: true });
  const done = showProgress('Installing packages');
  const outcome = await runPnpm(root);
  done(outcome.ok);
  if (!outcome.ok)
    throw new Error(
      `The packages could not be installed:\n${outcome.said}\n\nCheck the network to the npm registry, then run this again.`,
    );
  writeFileSync(stamp, wanted);
}

function runPnpm(root) {
  const args = ['--yes', pnpm, 'install', '--frozen-lockfile', '--prefer-offline'];
  const env = { ...process.env, CI: 'true' };
  return new Promise(resolve => {
    const said = [];
    const child = spawn('npx', args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const hear = piece => said.push(piece);
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', error => resolve({ ok: false, said: `npx: ${error.message}` }));
    child.on('close', code => {
      const lines = Buffer.concat(said).toString('utf8').trim().split('\n');
      resolve({ ok: code === 0, said: lines.slice(-saidLines).join('\n') });
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
      process.once(signal, () => {
        child.kill(signal);
        child.on('close', () => process.exit(130));
      });
  });
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

/** On a terminal one line that counts the seconds; elsewhere a line at the beginning and one at the end. */
function showProgress(name) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const { isTTY } = process.stdout;
  const draw = () => process.stdout.write(`\r  ${name} (about a minute the first time) … ${seconds()} s`);
  if (!isTTY) console.log(`  ${name} (about a minute the first time) …`);
  else draw();
  const timer = isTTY ? setInterval(draw, 1000) : undefined;
  return ok => {
    clearInterval(timer);
    if (isTTY) process.stdout.write('\r\x1b[2K');
    console.log(`  ${ok ? '✓' : '✗'} ${name.padEnd(20)}${String(seconds()).padStart(5)} s`);
  };
}

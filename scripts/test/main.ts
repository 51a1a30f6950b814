import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMongod } from '../mongod/find-mongod.ts';

/** `npm test`: checks, then every test; `npm test -- gateway` runs the tests of one place only. */
const root = join(import.meta.dirname, '../..');
const places = process.argv.slice(2);
const tally = { passed: 0, failed: 0 };

const checks: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['types', 'tsc', '--noEmit'],
  ['style', 'biome', 'check', '.'],
  ['unused code', 'knip'],
];

process.env.MONGOD_BINARY = await findMongod(join(root, '.data')).catch(error => {
  console.error(error.message);
  process.exit(1);
});
if (places.length === 0) for (const [name, command, ...args] of checks) check(name, command, args);
runTests();
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 ? 0 : 1);

function check(name: string, command: string, args: string[]): void {
  const began = performance.now();
  const result = runBinary(command, args, 'pipe');
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const ok = result.status === 0;
  tally[ok ? 'passed' : 'failed'] += 1;
  console.log(`  ${ok ? 'ok' : 'FAILED'}  ${name}  ${seconds} s`);
  if (!ok) console.log(`${result.stdout}${result.stderr}`);
}

function runTests(): void {
  const folder = mkdtempSync(join(tmpdir(), 'ck-test-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${report}`];
  const result = runBinary('vitest', ['run', ...reporters, ...places], 'inherit');
  try {
    const counted = JSON.parse(readFileSync(report, 'utf8'));
    tally.passed += counted.numPassedTests;
    tally.failed += counted.numFailedTests;
    // A file that cannot even be loaded has no failed test of its own.
    if (result.status !== 0 && counted.numFailedTests === 0) tally.failed += 1;
  } catch {
    tally.failed += 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runBinary(command: string, args: string[], stdio: 'pipe' | 'inherit') {
  const path = `${join(process.execPath, '..')}:${process.env.PATH}`;
  const env = { ...process.env, PATH: path };
  return spawnSync(join(root, 'node_modules/.bin', command), args, {
    cwd: root,
    env,
    stdio,
    encoding: 'utf8',
  });
}

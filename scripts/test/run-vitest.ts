import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toolEnvironment } from './run-check.ts';
import { type Counts, countReport } from './tally.ts';

/** Runs the tests, which show themselves, and counts them from the report. */
export async function runVitest(
  root: string,
  places: readonly string[],
  signal: AbortSignal,
): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'ck-test-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${report}`];
  const child = spawn(join(root, 'node_modules/.bin/vitest'), ['run', ...reporters, ...places], {
    cwd: root,
    env: toolEnvironment(),
    stdio: 'inherit',
    signal,
  });
  try {
    const code = await new Promise(resolve => {
      child.on('error', resolve);
      child.on('close', resolve);
    });
    return countReport(await readFile(report, 'utf8'), code !== 0);
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

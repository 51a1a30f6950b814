import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AlreadyRunning, holdFolder } from './lock.ts';

const proof = join(import.meta.dirname, 'fixtures/silent.ts');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ck-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the lock of a data folder', () => {
  it('is held until released, and leaves nothing behind', async () => {
    const release = await holdFolder(folder, proof);
    expect(readdirSync(folder)).toEqual(['start.lock']);
    await release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('names the process that holds it', async () => {
    const holder = spawn(process.execPath, [proof], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    await once(holder, 'spawn');
    try {
      writeFileSync(join(folder, 'start.lock'), String(holder.pid));
      await expect(holdFolder(folder, proof)).rejects.toEqual(new AlreadyRunning(holder.pid ?? 0));
    } finally {
      holder.kill('SIGKILL');
    }
  });

  it('counts for nothing when its process is gone or is another program by now', async () => {
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    for (const stale of [gone.pid, process.pid, 'not a pid']) {
      writeFileSync(join(folder, 'start.lock'), String(stale));
      const release = await holdFolder(folder, proof);
      expect(readdirSync(folder)).toEqual(['start.lock']);
      await release();
    }
  });

  it('goes to one of many that find it stale at once', async () => {
    writeFileSync(join(folder, 'start.lock'), '1');
    const attempts = Array.from({ length: 2 }, () => holdFolder(folder, process.execPath));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.some(outcome => outcome.status === 'fulfilled')).toBe(true);
    expect(existsSync(join(folder, 'start.lock'))).toBe(true);
  });
});

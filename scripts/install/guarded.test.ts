import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { isOurs } from '../start/process-identity.ts';
import { runGuarded } from './guarded.mjs';

/** A command that starts another, as npx and pip do, and passes no signals on. Both say their pid. */
const nested = join(import.meta.dirname, 'fixtures/nested.ts');
const pidsIn = (text: string) => [...text.matchAll(/pid (\d+)/g)].map(match => Number(match[1]));

async function allGone(pids: number[]): Promise<void> {
  for (const pid of pids) await vi.waitFor(async () => expect(await isOurs(pid, nested)).toBe(false), 10_000);
}

describe('a guarded command', () => {
  it('answers with its code and the end of what it said', async () => {
    const done = await runGuarded(process.execPath, [
      '-e',
      'console.log(1); console.error(2); process.exit(3)',
    ]);
    expect(done.code).toBe(3);
    expect(done.said.split('\n').sort()).toEqual(['', '1', '2']);
  });

  it('that does not exist says so', async () => {
    expect(await runGuarded('no-such-program', [])).toEqual({
      code: 127,
      said: 'no-such-program: spawn no-such-program ENOENT\n',
    });
  });

  it('ends with all that it has started when it is broken off', async () => {
    const stopping = new AbortController();
    let said = '';
    const hear = (piece: Buffer) => {
      said += String(piece);
    };
    const running = runGuarded(process.execPath, [nested], { signal: stopping.signal, hear });
    await vi.waitFor(() => expect(pidsIn(said)).toHaveLength(2), 10_000);
    stopping.abort();
    await expect(running).rejects.toThrow('aborted');
    await allGone(pidsIn(said));
  });

  it('ends with all that it has started when we are killed outright', async () => {
    const us = fork(join(import.meta.dirname, 'fixtures/guarding.ts'), [nested], { execArgv: [] });
    const [said]: string[] = await once(us, 'message');
    expect(pidsIn(said ?? '')).toHaveLength(2);
    us.kill('SIGKILL');
    await allGone(pidsIn(said ?? ''));
  });
});

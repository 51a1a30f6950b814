import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HeldError, hold } from './hold.ts';

let folder: string;
let path: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ck-hold-'));
  path = join(folder, 'held.sock');
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

/** Another process that holds it. */
async function anOwner(): Promise<ChildProcess> {
  const program = join(folder, 'owner.mjs');
  const room = JSON.stringify(join(import.meta.dirname, 'hold.ts'));
  await writeFile(
    program,
    `import { hold } from ${room};
     await hold(${JSON.stringify(path)}, 0); process.send('held'); setInterval(() => {}, 1000);`,
  );
  const child = fork(program, { execArgv: [] });
  children.push(child);
  await once(child, 'message');
  return child;
}

test('one process has it; another is told so when its time is over', async () => {
  const first = await hold(path, 0);
  await expect(hold(path, 20)).rejects.toThrow(HeldError);
  await first.release();
  await (await hold(path, 0)).release();
});

test('who waits gets it in the moment its owner is killed', async () => {
  const owner = await anOwner();
  const waiting = hold(path, 20_000);
  owner.kill('SIGKILL');
  await (await waiting).release();
});

test('a process that stands still keeps it', async () => {
  const owner = await anOwner();
  owner.kill('SIGSTOP');
  await expect(hold(path, 50)).rejects.toThrow(HeldError);
});

test('what a dead owner left is cleared away by one of many that come at once', async () => {
  const owner = await anOwner();
  const gone = once(owner, 'exit');
  owner.kill('SIGKILL');
  await gone;
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => hold(path, 100)));
  const held = tries.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []));
  expect(held).toHaveLength(1);
  await held[0]?.release();
  expect(await readdir(folder)).toEqual(['owner.mjs']);
});

test('a folder whose name is too long for a socket is refused with what to do', async () => {
  await expect(hold(join('/', 'x'.repeat(200), 'held.sock'), 0)).rejects.toThrow(
    'choose a shorter data folder',
  );
});

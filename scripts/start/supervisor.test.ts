import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isOurs } from './process-identity.ts';
import type { Patience } from './supervised-child.ts';
import { Supervisor } from './supervisor.ts';

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', `${name}.ts`);
const child = (name: string, kind: string, layer = 0) => ({
  name,
  file: fixture(kind),
  environment: process.env,
  layer,
});

const undo: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ck-supervisor-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function aSupervisor(patience: Partial<Patience> = {}) {
  const logFolder = temporaryFolder();
  const said: string[] = [];
  const reasons: string[] = [];
  const supervisor = new Supervisor({
    logFolder,
    say: line => said.push(line),
    changed: () => {},
    gaveUp: reason => reasons.push(reason),
    patience: { firstDelay: 20, ...patience },
  });
  undo.push(() => supervisor.stop());
  const log = (name: string) => readFileSync(join(logFolder, `${name}.log`), 'utf8');
  return { supervisor, said, reasons, log };
}

function pidOf(supervisor: Supervisor, name: string): number {
  const pid = supervisor.pids()[name];
  return typeof pid === 'number' ? pid : 0;
}

describe('a child', () => {
  it('counts as started when it says that it serves, and logs to a file of its own', async () => {
    const { supervisor, log } = aSupervisor();
    await supervisor.start(child('one', 'obedient'));
    expect(log('one')).toBe('serving\n');
    expect(await isOurs(pidOf(supervisor, 'one'), fixture('obedient'))).toBe(true);
  });

  it('is started again after kill -9, which is said', async () => {
    const { supervisor, said } = aSupervisor();
    await supervisor.start(child('one', 'obedient'));
    const first = pidOf(supervisor, 'one');
    process.kill(first, 'SIGKILL');
    await vi.waitFor(() => expect(said).toHaveLength(2), 10_000);
    expect(said[0]).toMatch(/^one ended \(SIGKILL\) and is started again; its log: .*one\.log$/);
    expect(said[1]).toMatch(/^one runs again after \d+\.\d s$/);
    expect(pidOf(supervisor, 'one')).not.toBe(first);
  });

  it('that dies five times within a minute is given up, with its last words', async () => {
    const { supervisor, said, reasons } = aSupervisor({ longestDelay: 40 });
    await expect(supervisor.start(child('one', 'doomed'))).rejects.toThrow('I was wrong from the start');
    expect(said).toHaveLength(4);
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatch(/^one ended 5 times within 60 s \(exit 3\)\. Its last words:/);
    expect(reasons[0]).toContain('    PEPPER is required');
  });

  it('that never says it serves is ended and counts as dead', async () => {
    const { supervisor, said } = aSupervisor({ ready: 300, deaths: 2 });
    await expect(supervisor.start(child('one', 'silent'))).rejects.toThrow('one ended 2 times');
    expect(said[0]).toContain('one ended (SIGKILL)');
  });
});

describe('a child that is renewed', () => {
  it('drains, and lives again without being mourned', async () => {
    const { supervisor, said, log } = aSupervisor();
    await supervisor.start(child('one', 'obedient'));
    await supervisor.start(child('two', 'obedient'));
    const [first, other] = [pidOf(supervisor, 'one'), pidOf(supervisor, 'two')];
    await supervisor.renew(['one']);
    await vi.waitFor(() => expect(log('one')).toBe('serving\ndrained on SIGTERM\nserving\n'), 10_000);
    expect(pidOf(supervisor, 'one')).not.toBe(first);
    expect(pidOf(supervisor, 'two')).toBe(other);
    expect(said).toEqual([]);
  });

  it('gets another chance after it was given up', async () => {
    const { supervisor, reasons } = aSupervisor({ deaths: 1 });
    await expect(supervisor.start(child('one', 'doomed'))).rejects.toThrow('ended 1 times');
    await supervisor.renew(['one']);
    await vi.waitFor(() => expect(reasons).toHaveLength(2), 10_000);
  });
});

describe('stopping', () => {
  it('lets children drain, the highest layer first', async () => {
    const { supervisor, log } = aSupervisor();
    await supervisor.start(child('ground', 'obedient', 0));
    await supervisor.start(child('app', 'obedient', 1));
    const ground = pidOf(supervisor, 'ground');
    const stopping = supervisor.stop();
    expect(supervisor.stop()).toBe(stopping);
    await stopping;
    expect(log('app')).toBe('serving\ndrained on SIGTERM\n');
    expect(log('ground')).toBe('serving\ndrained on SIGTERM\n');
    expect(supervisor.pids()).toEqual({});
    expect(await isOurs(ground, fixture('obedient'))).toBe(false);
  });

  it('ends a child that does not listen', async () => {
    const { supervisor, said } = aSupervisor({ stop: 200 });
    await supervisor.start(child('one', 'stubborn'));
    await supervisor.stop();
    expect(said).toEqual(['one did not stop within 0.2 s and is ended']);
    expect(supervisor.pids()).toEqual({});
  });

  it('also stops a child that is waiting to be started again', async () => {
    const { supervisor, said } = aSupervisor({ firstDelay: 60_000 });
    const starting = supervisor.start(child('one', 'doomed'));
    await vi.waitFor(() => expect(said).toHaveLength(1), 10_000);
    await supervisor.stop();
    expect(supervisor.pids()).toEqual({});
    await Promise.race([starting, Promise.resolve()]);
  });
});

it('leaves no orphans when the supervisor itself is killed', async () => {
  const folder = temporaryFolder();
  const supervising = fork(fixture('supervising'), [folder], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [pids]: Record<string, number>[] = await once(supervising, 'message');
  expect(Object.keys(pids ?? {})).toEqual(['one', 'two']);
  supervising.kill('SIGKILL');
  for (const pid of Object.values(pids ?? {}))
    await vi.waitFor(async () => expect(await isOurs(pid, fixture('obedient'))).toBe(false), 10_000);
  expect(readFileSync(join(folder, 'one.log'), 'utf8')).toBe('serving\ndrained on supervisor gone\n');
});

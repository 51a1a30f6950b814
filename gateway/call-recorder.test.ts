import { execFileSync } from 'node:child_process';
import { writeSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallRecord } from '@ck/shared/calls';
import { createLog } from '@ck/shared/process';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CallRecorder } from './call-recorder.ts';
import { decodeEntry } from './segments/entry.ts';
import { readFrames } from './segments/frame.ts';
import { FrameBuffer } from './segments/frame-buffer.ts';
import type { Begun } from './segments/open-begins.ts';
import { aRecord, MemoryStore } from './testing/call-records.ts';

const log = createLog('test', 'silent');
const MiB = 1024 * 1024;

let folder: string;
let store: MemoryStore;
const opened: CallRecorder[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ck-recorder-'));
  store = new MemoryStore();
});
afterEach(async () => {
  store.away = false;
  for (const recorder of opened.splice(0)) await recorder.close();
  await rm(folder, { recursive: true });
});

type Facts = Partial<Parameters<typeof CallRecorder.open>[0]>;

async function aRecorder(facts: Facts = {}) {
  const slot = { number: 1, count: 1 };
  const means = { directory: join(folder, 'data'), slot, quotaBytes: 64 * MiB, log, store: store.store };
  const recorder = await CallRecorder.open({ ...means, ...facts });
  opened.push(recorder);
  const begun = new Map<string, Begun>();
  const told = (give: (then: (written: boolean) => void) => void) => new Promise<boolean>(give);
  return {
    recorder,
    begin: (record: CallRecord) =>
      told(then => {
        const one = recorder.begin(record, then);
        if (one !== undefined) begun.set(record.id, one);
      }),
    /** The end of a call that was begun, or all of one that was not. */
    finish: (record: CallRecord) =>
      told(then => {
        const one = begun.get(record.id);
        begun.delete(record.id);
        if (one === undefined) recorder.write(record, record, then);
        else recorder.finish(one, record, then);
      }),
  };
}

/** What lies in the slot in this very moment, as a process finds it that starts after this one was killed. */
async function aCrash(slot = 1): Promise<string> {
  const directory = join(folder, `crashed-${await readdir(folder).then(names => names.length)}`);
  await cp(join(folder, 'data', `slot-${slot}`), join(directory, `slot-${slot}`), {
    recursive: true,
    filter: path => !path.endsWith('.sock'),
  });
  return directory;
}

const segments = async (slot = 1) =>
  (await readdir(join(folder, 'data', `slot-${slot}`))).filter(name => name.endsWith('.seg'));

test('a call that was told to be written is in the file', async () => {
  const { begin, finish } = await aRecorder();
  store.away = true;
  const read = async () => {
    const bytes = await readFile(join(folder, 'data', 'slot-1', (await segments())[0] ?? ''));
    return [...readFrames(bytes)].map(found => found.kind === 'payload' && decodeEntry(found.payload));
  };
  const { id } = aRecord(1);
  expect(await begin(aRecord(1))).toBe(true);
  expect(await read()).toMatchObject([{ kind: 'begun', id }]);
  expect(await finish(aRecord(1))).toBe(true);
  expect(await read()).toMatchObject([
    { kind: 'begun', id },
    { kind: 'done', id },
  ]);
});

test('calls of one turn are written at once, and stored in batches of 2,000', async () => {
  let writes = 0;

  const write: Facts['write'] = (...given) => {
    writes += 1;
    return writeSync(...given);
  };
  const { recorder, finish } = await aRecorder({ write });
  const written = await Promise.all(Array.from({ length: 4234 }, (_, i) => finish(aRecord(i))));
  expect([written.every(Boolean), writes]).toEqual([true, 1]);
  await recorder.drained();
  expect(store.batches).toEqual([2000, 2000, 234]);
  expect(store.rows.size).toBe(4234);
});

test('rows that are long go in smaller batches, so that none is a burden to the memory', async () => {
  const { recorder, finish } = await aRecorder();
  const path = `/${'x'.repeat(8_000)}`;
  const written = await Promise.all(Array.from({ length: 300 }, (_, i) => finish(aRecord(i, { path }))));
  expect(written.every(Boolean)).toBe(true);
  await recorder.drained();
  expect(store.batches.length).toBe(3);
  expect(store.rows.size).toBe(300);
});

test('one call alone is stored without waiting for others', async () => {
  const { finish } = await aRecorder();
  const stored = store.next();
  await finish(aRecord(1));
  await stored;
  expect(store.outcomes()).toEqual([[1, 'ok']]);
});

test('a call that ends in the turn in which it began is written once, and stored once, also after a crash', async () => {
  store.away = true;
  const { recorder, begin, finish } = await aRecorder();
  const both = await Promise.all([begin(aRecord(1)), finish(aRecord(1))]);
  expect(both).toEqual([true, true]);
  const directory = await aCrash();
  store.away = false;
  await recorder.drained();
  const next = await aRecorder({ directory });
  await next.recorder.drained();
  expect(store.outcomes()).toEqual([[1, 'ok']]);
  expect(store.batches).toEqual([1, 1]);
});

test('calls whose beginning could not be written leave neither a row nor a claim on room', async () => {
  let isFull = true;
  const write: Facts['write'] = (...given) => {
    if (isFull) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    return writeSync(...given);
  };
  const { recorder, begin, finish } = await aRecorder({ write, quotaBytes: 200_000 });
  const calls = Array.from({ length: 100 }, (_, i) => aRecord(i));
  const told = await Promise.all(calls.flatMap(call => [begin(call), finish(call)]));
  expect(told.some(Boolean)).toBe(false);
  isFull = false;
  await vi.waitUntil(() => recorder.hasRoom, 5_000);
  for (let i = 1_000; i < 1_150; i++) expect(await begin(aRecord(i))).toBe(true);
  await recorder.drained();
  expect(store.outcomes()).toEqual([]);
});

test('what is written while a batch is being stored goes with the next, and nothing of either is lost', async () => {
  const { recorder, finish } = await aRecorder();
  for (let i = 0; i < 5; i++) {
    const written = Array.from({ length: 333 }, (_, j) => finish(aRecord(i * 333 + j)));
    const drained = recorder.drained();
    await Promise.all(written);
    await finish(aRecord(10_000 + i));
    await drained;
  }
  await recorder.drained();
  expect(store.rows.size).toBe(5 * 334);
  expect(store.batches.reduce((sum, rows) => sum + rows, 0)).toBe(5 * 334);
});

test('what cannot be stored is stored later', async () => {
  store.away = true;
  const { recorder, finish } = await aRecorder();
  for (let i = 0; i < 700; i++) await finish(aRecord(i));
  expect(recorder.state).toMatchObject({ pending: 700 });
  const stored = store.next();
  store.away = false;
  await stored;
  await recorder.drained();
  expect(store.rows.size).toBe(700);
  expect(recorder.state).toMatchObject({ pending: 0, ageSeconds: 0 });
});

test('more than memory may hold is read from the files again', async () => {
  store.away = true;
  const { recorder, begin, finish } = await aRecorder({ rowsInMemory: 50, segmentBytes: 20_000 });
  for (let i = 0; i < 300; i++) {
    await begin(aRecord(i));
    await finish(aRecord(i));
  }
  expect((await segments()).length).toBeGreaterThan(3);
  store.away = false;
  await recorder.drained();
  expect(store.outcomes()).toEqual(Array.from({ length: 300 }, (_, i) => [i, 'ok']));
  await recorder.close();
  expect(await segments()).toEqual([]);
});

test('after a crash a call without an end is unknown, every other is what it was', async () => {
  store.away = true;
  const { begin, finish } = await aRecorder({ segmentBytes: 4_000 });
  for (let i = 0; i < 40; i++) {
    await begin(aRecord(i));
    if (i % 10 !== 3) await finish(aRecord(i, { status: 201 }));
  }
  const directory = await aCrash();
  store.away = false;
  const next = await aRecorder({ directory });
  await next.recorder.drained();
  expect(store.outcomes()).toEqual(
    Array.from({ length: 40 }, (_, i) => [i, i % 10 === 3 ? 'unknown' : 'ok']),
  );
  await next.recorder.close();
  expect((await readdir(join(directory, 'slot-1'))).filter(name => name.endsWith('.seg'))).toEqual([]);
});

test('a call under way moves on with the segments, and holds none of them back', async () => {
  const { recorder, begin, finish } = await aRecorder({ segmentBytes: 4_000 });
  await begin(aRecord(0));
  for (let i = 1; i < 60; i++) await finish(aRecord(i));
  await recorder.drained();
  expect((await segments()).length).toBe(1);
  const next = await aRecorder({ directory: await aCrash() });
  await next.recorder.drained();
  expect(store.outcomes()[0]).toEqual([0, 'unknown']);
});

test('a spool that is full lets no call in, ends those that were begun, and opens again', async () => {
  store.away = true;
  const { recorder, begin, finish } = await aRecorder({ quotaBytes: 100_000, segmentBytes: 10_000 });
  const begun: number[] = [];
  for (let i = 0; await begin(aRecord(i)); i++) begun.push(i);
  const refused: number[] = [];
  for (let i = 1_000; await finish(aRecord(i, { outcome: 'key_inactive' })); i++) refused.push(i);
  expect(recorder.hasRoom).toBe(false);
  for (const i of begun) expect(await finish(aRecord(i))).toBe(true);
  store.away = false;
  await recorder.drained();
  expect(store.outcomes()).toEqual([...begun.map(i => [i, 'ok']), ...refused.map(i => [i, 'key_inactive'])]);
  expect(recorder.hasRoom).toBe(true);
  expect(await begin(aRecord(10_000))).toBe(true);
});

test('a write that fails, or is cut short, is told and leaves nothing behind', async () => {
  let fault: 'none' | 'full' | 'short' = 'none';
  const write: Facts['write'] = (fd, bytes, from, length, position) => {
    if (fault === 'full') throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    return writeSync(fd, bytes, from, fault === 'short' ? length >> 1 : length, position);
  };
  const { recorder, begin, finish } = await aRecorder({ write });
  expect(await begin(aRecord(1))).toBe(true);
  fault = 'short';
  expect(await begin(aRecord(2))).toBe(false);
  fault = 'full';
  expect(await finish(aRecord(3))).toBe(false);
  expect(await finish(aRecord(1))).toBe(false);
  expect(recorder.hasRoom).toBe(false);
  fault = 'none';
  // Its answer was cut: that is what its row says, once the disk takes it.
  while (!store.rows.has(aRecord(1).id)) await store.next();
  expect(await finish(aRecord(4))).toBe(true);
  await recorder.drained();
  expect(store.outcomes()).toEqual([
    [1, 'log_unavailable'],
    [4, 'ok'],
  ]);
  expect(recorder.hasRoom).toBe(true);
});

test('bad bytes in a segment cost what they stand in, and nothing behind them', async () => {
  store.away = true;
  const { finish } = await aRecorder();
  for (let i = 0; i < 10; i++) await finish(aRecord(i));
  const directory = await aCrash();
  const path = join(directory, 'slot-1', '0000000001.seg');
  const bytes = await readFile(path);
  bytes[Math.floor(bytes.length / 2)] = 0;
  await writeFile(path, bytes.subarray(0, bytes.length - 5));
  store.away = false;
  const next = await aRecorder({ directory });
  await next.recorder.drained();
  expect(store.rows.size).toBe(8);
});

test('what a gateway of an earlier version left is stored by this one, and calls without an end are unknown', async () => {
  const slot = join(folder, 'data', 'slot-1');
  await mkdir(slot, { recursive: true });
  const frames = new FrameBuffer();
  const put = (mark: string, { id }: CallRecord, content: unknown) => {
    const at = frames.open(2_000);
    frames.seal(at + frames.bytes.write(`${mark}${id}${JSON.stringify(content)}`, at));
  };
  const textOf = (record: CallRecord) => ({ ...record, at: record.at.getTime() });
  for (const i of [1, 2]) put('b', aRecord(i), textOf(aRecord(i, { outcome: 'unknown', status: 0 })));
  put('d', aRecord(2), ['ok', 201, 0, 7, 1.5, null]);
  put('w', aRecord(3), textOf(aRecord(3, { outcome: 'key_inactive', status: 403 })));
  await writeFile(join(slot, '0000000001.seg'), frames.take());
  const { recorder } = await aRecorder();
  await recorder.drained();
  expect(store.outcomes()).toEqual([
    [1, 'unknown'],
    [2, 'ok'],
    [3, 'key_inactive'],
  ]);
  expect(store.rows.get(aRecord(2).id)).toMatchObject({ status: 201, bytesOut: 7, gatewayMs: 1.5 });
});

test('the first worker stores what workers left that are no more', async () => {
  store.away = true;
  const { finish } = await aRecorder({ slot: { number: 3, count: 3 } });
  await finish(aRecord(1));
  const directory = await aCrash(3);
  store.away = false;
  const next = await aRecorder({ directory, slot: { number: 1, count: 2 } });
  await next.recorder.drained();
  expect(store.outcomes()).toEqual([[1, 'ok']]);
});

test('a gateway that stops while the database is away keeps what is left for the next', async () => {
  store.away = true;
  const { recorder, finish } = await aRecorder({ closingMs: 50 });
  await finish(aRecord(1));
  await recorder.close();
  store.away = false;
  const next = await aRecorder();
  await next.recorder.drained();
  expect(store.outcomes()).toEqual([[1, 'ok']]);
});

/** A small file system of its own needs the rights to mount one. */
test.skipIf(process.getuid?.() !== 0)(
  'a disk that is full is free again once everything is stored',
  async () => {
    const directory = join(folder, 'data');
    await mkdir(directory);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', directory]);
    try {
      store.away = true;
      const { recorder, begin, finish } = await aRecorder();
      const answered: number[] = [];
      for (let i = 0; await begin(aRecord(i)); i++) {
        // The last of them is begun in the room there is, and ends in the room that was held.
        expect(await finish(aRecord(i))).toBe(true);
        answered.push(i);
      }
      expect(recorder.hasRoom).toBe(false);
      store.away = false;
      await recorder.drained();
      await vi.waitUntil(() => recorder.hasRoom, 5_000);
      expect(await begin(aRecord(90_000))).toBe(true);
      expect(await finish(aRecord(90_000))).toBe(true);
      await recorder.close();
      opened.pop();
      expect(store.outcomes()).toEqual([...answered, 90_000].map(i => [i, 'ok']));
    } finally {
      execFileSync('umount', ['-l', directory]);
    }
  },
);

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bringUpToDate } from './data-version.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ck-version-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const version = () => readFileSync(join(folder, 'version'), 'utf8');
const write = (text: string) => writeFileSync(join(folder, 'version'), text);

describe('the version of the data', () => {
  it('is written where there are no data yet', async () => {
    expect(await bringUpToDate(folder)).toBeUndefined();
    expect(version()).toBe('1\n');
    expect(await bringUpToDate(folder)).toBeUndefined();
  });

  it('that says nothing is that of the time before there were versions, which fits', async () => {
    mkdirSync(join(folder, 'mongodb'));
    expect(await bringUpToDate(folder)).toBe('The data were of version 0 and are 1 now');
    expect(version()).toBe('1\n');
  });

  it('is raised step by step, and each step is kept', async () => {
    write('1\n');
    const did: number[] = [];
    const step = (number: number) => async () => {
      did.push(number);
      if (did.length === 2) throw new Error('the disk went away');
    };
    const ways = { current: 4, migrations: { 1: step(1), 2: step(2), 3: step(3) } };
    await expect(bringUpToDate(folder, ways)).rejects.toThrow('the disk went away');
    expect(version()).toBe('2\n');
    await bringUpToDate(folder, ways);
    expect(did).toEqual([1, 2, 2, 3]);
    expect(version()).toBe('4\n');
  });

  it('that is too old is refused, with the way out, and left alone', async () => {
    write('1\n');
    const ways = { current: 3, migrations: { 2: async () => {} } };
    await expect(bringUpToDate(folder, ways)).rejects.toThrow(
      /are of version 1, too old to be carried over to 3\.\n.*npm start -- --fresh/,
    );
    expect(version()).toBe('1\n');
  });

  it('that is newer than the code is refused, with the way out', async () => {
    write('9\n');
    await expect(bringUpToDate(folder)).rejects.toThrow(
      /are of version 9, and this code knows 1 at most.*\n.*npm start -- --fresh/,
    );
  });

  it('that is no version is refused', async () => {
    write('1.2 beta');
    await expect(bringUpToDate(folder)).rejects.toThrow('holds no version');
  });
});

import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dropData, mayDropData } from './drop-data.ts';
import { readStartSettings } from './settings.ts';

const settings = readStartSettings({});

function terminal(typed?: string) {
  const output = new PassThrough();
  const input = Object.assign(new PassThrough(), { isTTY: typed !== undefined });
  if (typed !== undefined) input.end(typed);
  return { input, output, shown: () => String(output.read()) };
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ck-fresh-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('--fresh', () => {
  it.each([
    ['y\n', true],
    ['Yes\n', true],
    ['n\n', false],
    ['\n', false],
    ['', false],
  ])('asked on a terminal, the answer %j means %s', async (typed, wanted) => {
    const asked = terminal(typed);
    expect(await mayDropData(settings, { yes: false, ...asked })).toBe(wanted);
    expect(asked.shown()).toContain('Drop them? [y/N]');
  });

  it('without a terminal needs --yes', async () => {
    await expect(mayDropData(settings, { yes: false, ...terminal() })).rejects.toThrow('Add --yes.');
    expect(await mayDropData(settings, { yes: true, ...terminal() })).toBe(true);
  });

  it('drops nothing of a database of the person’s own, whatever is answered', async () => {
    const own = readStartSettings({ MONGODB_URI: 'mongodb://db.example/x' });
    await expect(mayDropData(own, { yes: true, ...terminal('y\n') })).rejects.toThrow('MONGODB_URI');
  });

  it('keeps logs and what was downloaded', async () => {
    for (const name of ['mongodb', 'mail', 'orders', 'mongodb-binary', 'chromium', 'logs'])
      mkdirSync(join(folder, name));
    for (const name of ['version', 'secrets.json', 'mongod-path']) writeFileSync(join(folder, name), '');
    await dropData(folder);
    const kept = ['chromium', 'logs', 'mongod-path', 'mongodb-binary'];
    expect(readdirSync(folder).sort()).toEqual(kept);
  });
});

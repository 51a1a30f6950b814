import { closeSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lastWords, openChildLog } from './child-log.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ck-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(text: string) {
  const log = openChildLog(folder, 'gateway');
  writeSync(log.descriptor, text);
  closeSync(log.descriptor);
  return log;
}

describe('the log of a child', () => {
  it('goes on where the last life ended, and its last words are those of the present one', () => {
    write('first life\n');
    const log = write('second life\nits end\n');
    expect(readFileSync(log.path, 'utf8')).toBe('first life\nsecond life\nits end\n');
    expect(lastWords(log)).toEqual(['second life', 'its end']);
    expect(lastWords(log, 1)).toEqual(['its end']);
  });

  it('shows JSON lines in plain words', () => {
    const log = write(
      '{"level":60,"msg":"cannot start","err":{"stack":"Error: no key\\n    at main.ts"}}\n{"a":1}\n',
    );
    expect(lastWords(log)).toEqual(['cannot start: Error: no key\n    at main.ts', '{"a":1}']);
  });

  it('is silent when nothing was written', () => {
    expect(lastWords(write(''))).toEqual([]);
  });

  it('is put aside when it has grown above 10 MB', () => {
    const path = join(folder, 'gateway.log');
    writeFileSync(path, Buffer.alloc(10 * 1024 * 1024 + 1));
    write('new\n');
    expect(readFileSync(path, 'utf8')).toBe('new\n');
    expect(statSync(`${path}.1`).size).toBe(10 * 1024 * 1024 + 1);
  });
});

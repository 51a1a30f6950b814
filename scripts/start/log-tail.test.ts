import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LogTail } from './log-tail.ts';

let folder = '';
let tail: LogTail | undefined;
const lines: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ck-tail-'));
  lines.length = 0;
  tail = new LogTail(folder, line => lines.push(line));
});
afterEach(() => {
  tail?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('what the children log', () => {
  it('is shown with their name, from where their present life began', async () => {
    const path = join(folder, 'gateway.log');
    writeFileSync(path, 'an earlier life\n');
    tail?.follow('gateway', { path, from: 16 });
    appendFileSync(path, '{"level":30,"msg":"the gateway serves"}\nin ');
    await vi.waitFor(() => expect(lines).toEqual(['gateway │ the gateway serves']), 5_000);
    appendFileSync(path, 'two pieces\n');
    await vi.waitFor(() => expect(lines[1]).toBe('gateway │ in two pieces'), 5_000);
  });

  it('is shown to its last line', () => {
    const path = join(folder, 'bot.log');
    writeFileSync(path, '');
    tail?.follow('bot', { path, from: 0 });
    appendFileSync(path, 'its end\n');
    tail?.close();
    expect(lines).toEqual(['bot     │ its end']);
  });
});

import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { processesOf, SourceWatch } from './source-watch.ts';

describe('a changed source', () => {
  it.each([
    ['gateway/forward.ts', ['gateway']],
    ['shared/keys/switch-key.ts', ['gateway', 'worker', 'bot', 'portal']],
    ['openapi/parse.ts', ['gateway', 'worker', 'bot', 'portal']],
    ['portal/server/create-app.ts', ['portal']],
    ['portal/server.ts', ['portal']],
    ['bot/subcommands/list.ts', ['bot']],
    ['bot/local-slack/engine.ts', ['bot', 'slack']],
    ['scripts/demo/orders/openapi.yaml', ['orders']],
  ])('%s starts the processes made from it again', (file, names) => {
    expect(processesOf(file)).toEqual(names);
  });

  it.each([
    'portal/app/root.tsx',
    'gateway/forward.test.ts',
    'gateway/node_modules/zod/index.ts',
    'shared/testing/builders.ts',
    'bot/.app.ts.swp',
    'gateway/forward.ts~',
  ])('%s starts nothing again', file => {
    expect(processesOf(file)).toEqual([]);
  });
});

describe('the watch over the sources', () => {
  let root = '';
  let watch: SourceWatch | undefined;
  const told: string[][] = [];
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'ck-sources-'));
    for (const folder of ['openapi', 'shared/keys', 'gateway', 'bot', 'scripts/demo/orders', 'portal/server'])
      mkdirSync(join(root, folder), { recursive: true });
    told.length = 0;
    watch = new SourceWatch(root, names => told.push(names));
  });
  afterEach(() => {
    watch?.close();
    rmSync(root, { recursive: true, force: true });
  });

  function save(path: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), 'text');
  }

  it('tells several writes at once as one change', async () => {
    save('gateway/a.ts');
    save('bot/b.ts');
    await vi.waitFor(() => expect(told).toEqual([['gateway', 'bot']]), 5_000);
  });

  it('goes on after an editor has put another file in the place of the old one', async () => {
    for (const times of [1, 2]) {
      save('gateway/draft');
      renameSync(join(root, 'gateway/draft'), join(root, 'gateway/a.ts'));
      await vi.waitFor(() => expect(told).toHaveLength(times), 5_000);
    }
  });

  it('sees what lies in a folder that is new', async () => {
    mkdirSync(join(root, 'gateway/steps'));
    save('gateway/first.ts');
    await vi.waitFor(() => expect(told).toHaveLength(1), 5_000);
    save('gateway/steps/a.ts');
    await vi.waitFor(() => expect(told).toEqual([['gateway'], ['gateway']]), 5_000);
  });
});

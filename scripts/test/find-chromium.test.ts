import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findChromium } from './find-chromium.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ck-chromium-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('finding a Chromium', () => {
  it('takes the one that is named', async () => {
    expect(await findChromium(folder, { CHROMIUM_PATH: '/opt/chromium' })).toBe('/opt/chromium');
  });

  it('takes the machine’s own', async () => {
    const own = join(folder, 'google-chrome');
    writeFileSync(own, '#!/bin/sh\n');
    chmodSync(own, 0o755);
    expect(await findChromium(folder, { PATH: folder })).toBe(own);
  });

  it.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'unpacks one that shows a page where the machine has none',
    { timeout: 60_000 },
    async () => {
      const executablePath = await findChromium(folder, { PATH: folder });
      expect(executablePath).toBe(join(folder, 'chromium/start.sh'));
      const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
      try {
        const page = await browser.newPage();
        await page.setContent('<h1>Collaboration Keys</h1>');
        const heading = page.getByRole('heading', { name: 'Collaboration Keys' });
        // Without fonts it would have no height.
        expect((await heading.boundingBox())?.height).toBeGreaterThan(20);
      } finally {
        await browser.close();
      }
      expect(await findChromium(folder, { PATH: folder })).toBe(executablePath);
    },
  );
});

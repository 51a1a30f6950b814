import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { visit } from '../../portal/journeys/support/browser.ts';
import { demoLink } from './measure-server.ts';
import type { BenchPage } from './pages.ts';

/** Bytes, compressed by gzip, of all scripts that a browser without a cache loads for this page. */
export async function measureScripts(
  browser: Browser,
  portal: { portalUrl: string; demoSecret: string },
  { role, path }: BenchPage,
): Promise<number> {
  const { page, leave } = await visit(browser, { baseURL: portal.portalUrl });
  await page.request.get(demoLink(portal, role));
  const scripts = new Set<string>();
  page.on('response', answer => {
    if (answer.request().resourceType() === 'script') scripts.add(answer.url());
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  const sizes = await Promise.all(
    [...scripts].map(async url => gzipSync(await (await page.request.get(url)).body()).length),
  );
  await leave();
  return sizes.reduce((sum, size) => sum + size, 0);
}

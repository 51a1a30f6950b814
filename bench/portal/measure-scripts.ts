import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { visit } from '../../portal/journeys/support/browser.ts';
import { demoLink } from './measure-server.ts';
import type { BenchPage } from './pages.ts';

/** Swagger UI, which comes when the guide is already there to be read: told apart, by its own time. */
const consoleChunk = /\/swagger-form-/;

/** Bytes, compressed by gzip, of all scripts but the console's that a browser without a cache loads for this page. */
export async function measureScripts(
  browser: Browser,
  portal: { portalUrl: string; demoSecret: string },
  { role, path }: BenchPage,
): Promise<number> {
  const { page, leave } = await visit(browser, { baseURL: portal.portalUrl });
  await page.request.get(demoLink(portal, role));
  const scripts = new Set<string>();
  page.on('response', answer => {
    const isScript = answer.request().resourceType() === 'script';
    if (isScript && !consoleChunk.test(answer.url())) scripts.add(answer.url());
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  const sizes = await Promise.all(
    [...scripts].map(async url => gzipSync(await (await page.request.get(url)).body()).length),
  );
  await leave();
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Milliseconds from asking for the guide to a console that can be sent from, in a browser without a cache. */
export async function measureConsole(
  browser: Browser,
  portal: { portalUrl: string; demoSecret: string },
  path: string,
): Promise<number> {
  const { page, leave } = await visit(browser, { baseURL: portal.portalUrl });
  await page.request.get(demoLink(portal, 'collaborator'));
  const began = performance.now();
  await page.goto(path);
  await page.locator('button:enabled', { hasText: /^Send$/ }).waitFor();
  const took = performance.now() - began;
  await leave();
  return took;
}

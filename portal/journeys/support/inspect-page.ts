import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const folder = join(import.meta.dirname, '../../../.data/screenshots');

const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

/**
 * Looks at a page as the eyes of three people see it: dark, light, and on a phone. Keeps a picture of each and gives
 * the serious findings of axe, in words.
 */
export async function inspectPage(page: Page, name: string): Promise<string[]> {
  const findings: string[] = [];
  // Dark comes first: following the system takes scripts, so this also waits until they run.
  for (const [look, size, scheme] of [
    ['dark', desktop, 'dark'],
    ['light', desktop, 'light'],
    ['phone', phone, 'light'],
  ] as const) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor();
    // What stays in sight while a page is scrolled would stand in the middle of its picture.
    await page.evaluate('scrollTo(0, 0)');
    await keepPicture(page, `${name}-${look}`, { fullPage: true });
    findings.push(...(await faultsOf(page)).map(fault => `${name}-${look}: ${fault}`));
    if (await scrollsSideways(page)) findings.push(`${name}-${look}: the page scrolls sideways`);
  }
  await page.setViewportSize(desktop);
  return findings;
}

export async function keepPicture(page: Page, name: string, { fullPage = false } = {}): Promise<void> {
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
}

/** The page's policy admits no script but its own; what is evaluated from outside is not subject to it. */
async function faultsOf(page: Page): Promise<string[]> {
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(axe.source);
  const run = 'axe.run(document, { resultTypes: ["violations"], iframes: false })';
  const results = await page.evaluate<axe.AxeResults>(run);
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id} (${help}) at ${nodes.map(({ html }) => html).join(' and ')}`);
}

const scrollsSideways = async (page: Page): Promise<boolean> =>
  await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

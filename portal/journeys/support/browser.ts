import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** The machine's Chromium, kept from talking to anybody. */
export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

export type Visitor = { page: Page; complaints: string[]; leave(): Promise<void> };

/** A person with a browser of their own. What their browser complains of is collected, and fails the test. */
export async function visit(browser: Browser, options: BrowserContextOptions): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', message => {
    const isBad = message.type() === 'error' || message.type() === 'warning';
    if (isBad && !isOvertaken(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', error => {
    if (!isOvertaken(error.message)) complaints.push(String(error));
  });
  return { page, complaints, leave: () => context.close() };
}

/**
 * Who clicks on while a page is still being read makes the router give that reading up. Remix, which was decoding it, writes
 * that to the console or leaves it as an error of the page; the router drops what came of it, and nobody sees anything.
 */
const isOvertaken = (text: string) => /^(?:AbortError: )?BodyStreamBuffer was aborted/.test(text);

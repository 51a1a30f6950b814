import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type DemoRole, demoToken } from '../../app/auth/demo-link.ts';
import { launchBrowser, type Visitor, visit } from './browser.ts';
import { type Parts, type System, startSystem } from './start-system.ts';

/** Runs the whole system for one suite, with a browser to visit it. */
export function suitePortal(mongodbUri: string, parts: Parts = {}) {
  let running: { system: System; browser: Browser } | undefined;

  beforeAll(async () => {
    const [system, browser] = await Promise.all([startSystem(mongodbUri, parts), launchBrowser()]);
    running = { system, browser };
  }, 300_000);

  afterAll(async () => {
    await running?.browser.close();
    await running?.system.stop();
  });

  const current = () => {
    if (running === undefined) throw new Error('the system runs within tests only');
    return running;
  };
  return {
    system: () => current().system,
    demoLink: (role: DemoRole) =>
      `/demo/sign-in/${role}?token=${demoToken(current().system.demoSecret, role)}`,
    /** A person in the local Slack, which lets one choose who one is. */
    async arriveInSlack(): Promise<Visitor> {
      const { browser, system } = current();
      const visitor = await visit(browser, { baseURL: system.slackUrl });
      await visitor.page.goto('/');
      return visitor;
    },
    async arrive(path: string, options: BrowserContextOptions = {}): Promise<Visitor> {
      const visitor = await visit(current().browser, { baseURL: current().system.portalUrl, ...options });
      await visitor.page.goto(path);
      return visitor;
    },
  };
}

import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type DemoRole, demoToken } from '../../app/auth/demo-link.ts';
import { launchBrowser, type Visitor, visit } from './browser.ts';
import { type System, startSystem } from './start-system.ts';

/** Runs the whole system for one suite, with a browser to visit it. */
export function suitePortal(mongodbUri: string) {
  let running: { system: System; browser: Browser } | undefined;

  beforeAll(async () => {
    const [system, browser] = await Promise.all([startSystem(mongodbUri), launchBrowser()]);
    running = { system, browser };
  }, 300_000);

  afterAll(async () => {
    await running?.browser.close();
    await running?.system.stop();
  });

  const parts = () => {
    if (running === undefined) throw new Error('the system runs within tests only');
    return running;
  };
  return {
    system: () => parts().system,
    demoLink: (role: DemoRole) => `/demo/sign-in/${role}?token=${demoToken(parts().system.demoSecret, role)}`,
    async arrive(path: string, options: BrowserContextOptions = {}): Promise<Visitor> {
      const visitor = await visit(parts().browser, { baseURL: parts().system.portalUrl, ...options });
      await visitor.page.goto(path);
      return visitor;
    },
  };
}

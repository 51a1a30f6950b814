import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../../portal/journeys/support/browser.ts';
import { startSystem } from '../../portal/journeys/support/start-system.ts';
import { findChromium } from '../../scripts/test/find-chromium.ts';
import { percentile } from '../percentile.ts';
import { table } from '../table.ts';
import { withDatabase } from '../with-database.ts';
import { measureConsole, measureScripts } from './measure-scripts.ts';
import { measureServer } from './measure-server.ts';
import { benchPages } from './pages.ts';
import { seedBench } from './seed.ts';

const data = join(import.meta.dirname, '../../.data');
/** What must hold: see issues 9 and 10. */
const limits = { p95Ms: 60, scriptBytes: 200_000, consoleMs: 2_000 };
const consoleVisits = 5;

/** Measures the portal as it is built, over loopback, on a database of its own; false when a limit does not hold. */
export async function run(): Promise<boolean> {
  process.env.CHROMIUM_PATH = await findChromium(data);
  return await withDatabase(0.5, measure);
}

async function measure(mongodbUri: string): Promise<boolean> {
  const system = await startSystem(mongodbUri);
  const browser = await launchBrowser();
  try {
    const pages = benchPages(await seedBench());
    const rows = [];
    for (const page of pages) {
      const { milliseconds, cpuMs } = await measureServer(system, page);
      const bytes = await measureScripts(browser, system, page);
      rows.push({ page, p50: percentile(milliseconds, 50), p95: percentile(milliseconds, 95), cpuMs, bytes });
    }
    console.log(
      table(
        ['page', 'p50 ms', 'p95 ms', 'cpu ms', 'scripts kB (gzip)'],
        rows.map(({ page, p50, p95, cpuMs, bytes }) => [
          `${page.role}: ${page.name}`,
          p50.toFixed(1),
          p95.toFixed(1),
          cpuMs.toFixed(1),
          (bytes / 1000).toFixed(1),
        ]),
      ),
    );
    const guide = pages.find(({ name }) => name === 'guide')?.path ?? '';
    const visits: number[] = [];
    for (let visit = 0; visit < consoleVisits; visit += 1)
      visits.push(await measureConsole(browser, system, guide));
    const slowest = Math.max(...visits);
    console.log(
      `\nConsole ready to send, without a cache: slowest of ${consoleVisits} ${slowest.toFixed(0)} ms`,
    );
    const slow = rows.filter(({ p95 }) => p95 >= limits.p95Ms);
    const heavy = rows.filter(({ bytes }) => bytes >= limits.scriptBytes);
    console.log(
      `\n${rows.length} pages: ${slow.length} at or over ${limits.p95Ms} ms at p95, ${heavy.length} at or over ${limits.scriptBytes / 1000} kB of scripts`,
    );
    // What others do on this machine makes pages slower, but not their processor time.
    const load = loadavg()[0] ?? Number.NaN;
    console.log(`Load of this machine: ${load.toFixed(1)} on ${availableParallelism()} cores`);
    return slow.length + heavy.length === 0 && slowest < limits.consoleMs;
  } finally {
    await browser.close();
    await system.stop();
  }
}

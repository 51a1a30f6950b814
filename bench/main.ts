/** `npm run bench -- portal`: each benchmark is a folder with a `run.ts`, which prints its table and says whether it holds. */
const benchmarks: Readonly<Record<string, () => Promise<{ run(): Promise<boolean> }>>> = {
  bot: () => import('./bot/run.ts'),
  calls: () => import('./calls/run.ts'),
  fence: () => import('./fence/run.ts'),
  gateway: () => import('./gateway/run.ts'),
  openapi: () => import('./openapi/run.ts'),
  recorder: () => import('./recorder/run.ts'),
  portal: () => import('./portal/run.ts'),
  statistics: () => import('./statistics/run.ts'),
};

const [name = ''] = process.argv.slice(2);
const load = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
if (load === undefined) {
  console.error(`Name one of: ${Object.keys(benchmarks).join(', ')}, such as npm run bench -- portal`);
  process.exit(2);
}
const { run } = await load();
process.exit((await run()) ? 0 : 1);

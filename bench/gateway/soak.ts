import { readdir } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { percentile } from '../percentile.ts';
import { table } from '../table.ts';
import { Load } from './load.ts';
import { type Peer, startNginx, startOurs } from './peers.ts';
import { openPlace, type Place } from './place.ts';
import { treeMemory } from './tree-cpu.ts';
import { requestsOf, workloads } from './workloads.ts';

const mebibyte = 1024 * 1024;
const minutes = Number(process.env.BENCH_MINUTES ?? 10);
const keys = 10_000;
/** What must hold: see issue 12. */
const most = { ofNginxP99: 2, growth: 1.1 };

/** In a deployment the database is on a machine of its own; here it gets what the others leave of the cores. */
async function yieldDatabase({ databasePids }: Place): Promise<void> {
  for (const pid of databasePids) {
    const threads = await readdir(`/proc/${pid}/task`).catch(() => [String(pid)]);
    for (const thread of threads) setPriority(Number(thread), constants.priority.PRIORITY_LOW);
  }
}

/**
 * Some minutes at 80 % of what it can do, in turns with nginx, and with one that stores nothing, at the same rate: memory,
 * latency, errors.
 */
export async function measureSoak(): Promise<boolean> {
  const place = await openPlace(keys);
  const load = await Load.start();
  const [ours, nginx] = [await startOurs(place, 'fast'), await startNginx(place, keys)];
  const unstored = await startOurs(place, 'fast', { name: 'not stored', env: { BENCH_STORE: 'off' } });
  await yieldDatabase(place);
  try {
    const [workload] = workloads;
    if (workload === undefined) return false;
    const order = (port: number) => ({
      port,
      connections: 32,
      bodyBytes: workload.bodyBytes,
      requests: requestsOf(workload, place.texts, false),
      calls: 30_000,
    });
    await load.run(order(unstored.port));
    const full = await load.run(order(ours.port));
    const perSecond = Math.floor((30_000 / full.seconds) * 0.8);
    const rows: string[][] = [];
    const memory: number[] = [];
    const took: Record<'ours' | 'unstored' | 'nginx', number[]> = { ours: [], unstored: [], nginx: [] };
    let wrong = 0;
    let calls = 0;
    for (let minute = 1; minute <= minutes; minute++) {
      const paced = { ...order(ours.port), perSecond, seconds: 40 };
      const result = await load.run(paced);
      wrong += result.wrong + result.refused;
      calls += result.answered;
      took.ours.push(percentile(result.milliseconds, 99));
      memory.push((await treeMemory(ours.pid)) / mebibyte);
      await ours.settled();
      const others = { unstored, ...(nginx && { nginx }) };
      for (const [name, { port }] of Object.entries(others) as ['unstored' | 'nginx', Peer][]) {
        const other = await load.run({ ...paced, port, seconds: 10 });
        took[name].push(percentile(other.milliseconds, 99));
      }
      const last = (of: number[]) => (of.at(-1) ?? Number.NaN).toFixed(1);
      rows.push([String(minute), last(memory), last(took.ours), last(took.unstored), last(took.nginx)]);
    }
    await ours.settled();
    console.log(table(['minute', 'RSS MiB', 'p99 ms', 'p99 ms, not stored', 'p99 ms of nginx'], rows));
    console.log(`${perSecond} calls a second, ${calls} answered, ${wrong} wrong or refused`);
    const half = memory.slice(Math.floor(memory.length / 2));
    const growth = (half.at(-1) ?? 0) / (half[0] ?? 1);
    const p99 = percentile(took.ours, 50) / percentile(took.nginx, 50);
    return wrong === 0 && growth <= most.growth && !(p99 > most.ofNginxP99);
  } finally {
    await load.stop();
    await ours.stop();
    await unstored.stop();
    await nginx?.stop();
    await place.close();
  }
}

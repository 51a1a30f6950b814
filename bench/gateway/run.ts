import { availableParallelism, loadavg } from 'node:os';
import { table } from '../table.ts';
import { compare, type Figures, ratio, showTable } from './compare.ts';
import { measureConnections, measureKeys, measureWorkers } from './growth.ts';
import { Load } from './load.ts';
import {
  direct,
  type Peer,
  startFastifyProxy,
  startNginx,
  startOurs,
  startPlainProxy,
  startRawSockets,
} from './peers.ts';
import { openPlace } from './place.ts';
import { prove } from './proof.ts';
import { measureSoak } from './soak.ts';
import { measureTransfers } from './transfers.ts';
import { workloads } from './workloads.ts';

/** What must hold: see issue 12. */
const most = { ofNginx: 2.5, ofPlain: 0.65 };
const keys = 10_000;
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const calls = Number(process.env.BENCH_CALLS ?? 6_000);

/** `npm run bench -- gateway keys`: how something grows; without a word, what one call costs beside others who do less. */
const others: Readonly<Record<string, () => Promise<boolean>>> = {
  keys: measureKeys,
  connections: measureConnections,
  workers: measureWorkers,
  transfers: measureTransfers,
  soak: measureSoak,
};

export async function run(): Promise<boolean> {
  const [, , , word = ''] = process.argv;
  return await (Object.hasOwn(others, word) ? (others[word] ?? measureCost) : measureCost)();
}

async function measureCost(): Promise<boolean> {
  const place = await openPlace(keys);
  const load = await Load.start();
  const peers: Peer[] = [];
  try {
    const nginx = await startNginx(place, keys);
    const raw = await startRawSockets(place);
    const [plain, fastify] = [await startPlainProxy(place), await startFastifyProxy(place)];
    const [node, fast] = [await startOurs(place, 'node'), await startOurs(place, 'fast')];
    const unstored = await startOurs(place, 'fast', {
      name: 'ours, GATEWAY_HTTP=fast, not stored',
      env: { BENCH_STORE: 'off' },
    });
    peers.push(
      direct(place),
      ...(nginx === undefined ? [] : [nginx]),
      raw,
      plain,
      fastify,
      node,
      fast,
      unstored,
    );
    let isGood = true;
    for (const peer of [node, fast]) isGood = (await prove(place, peer, load)) && isGood;
    // A gateway runs for weeks: what is counted is code that is compiled as well as it will ever be.
    for (const workload of workloads)
      await compare(place, peers, load, workload, { rounds: 0, warmUps: 8, calls });
    for (const workload of workloads) {
      const figures = await compare(place, peers, load, workload, { rounds, calls });
      showTable(workload, figures);
      isGood = holds(figures, { fast, nginx, plain }) && isGood;
    }
    console.log(
      `\n${table(
        ['what it leaves out', ''],
        peers.map(({ name, leavesOut }) => [name, leavesOut]),
      )}`,
    );
    const now = loadavg()[0] ?? Number.NaN;
    console.log(
      `\n${rounds} interleaved rounds of ${calls} calls, ${keys} keys, 32 connections, one process each; CPU of the process tree, storing the rows included. Load of this machine: ${now.toFixed(1)} on ${availableParallelism()} cores`,
    );
    return isGood;
  } finally {
    await load.stop();
    for (const peer of peers) await peer.stop();
    await place.close();
  }
}

function holds(
  figures: Map<Peer, Figures>,
  { fast, nginx, plain }: { fast: Peer; nginx: Peer | undefined; plain: Peer },
): boolean {
  const own = figures.get(fast);
  const toNginx = nginx === undefined ? 0 : ratio(own, figures.get(nginx));
  return toNginx <= most.ofNginx && ratio(own, figures.get(plain)) <= most.ofPlain;
}

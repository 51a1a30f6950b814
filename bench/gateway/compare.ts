import { percentile } from '../percentile.ts';
import { table } from '../table.ts';
import type { Load } from './load.ts';
import type { Peer } from './peers.ts';
import type { Place } from './place.ts';
import { treeCpu, treeMemory } from './tree-cpu.ts';
import { requestsOf, type Workload } from './workloads.ts';

const connections = 32;

export type Figures = { cpu: number[]; perSecond: number[]; p50: number[]; p99: number[]; memory: number };

/** All peers in turns, round after round: what else this machine does falls on each of them. */
export async function compare(
  place: Place,
  peers: readonly Peer[],
  load: Load,
  workload: Workload,
  { rounds, calls, warmUps = 2 }: { rounds: number; calls: number; warmUps?: number },
): Promise<Map<Peer, Figures>> {
  const figures = new Map(
    peers.map(peer => [peer, { cpu: [], perSecond: [], p50: [], p99: [], memory: 0 } as Figures]),
  );
  for (let round = -warmUps; round < rounds; round++) {
    const order = round % 2 === 0 ? peers : peers.toReversed();
    for (const peer of order) {
      const requests = requestsOf(workload, place.texts, peer.isBlind === true);
      const before = await treeCpu(peer.pid);
      const result = await load.run({
        port: peer.port,
        connections,
        requests,
        calls,
        bodyBytes: workload.bodyBytes,
      });
      await peer.settled();
      const cpu = ((await treeCpu(peer.pid)) - before) / calls;
      if (result.wrong > 0 || result.answered !== calls)
        throw new Error(
          `${peer.name}, ${workload.name}: ${result.answered} answered, ${result.refused} refused, ${result.wrong} wrong`,
        );
      if (round < 0) continue;
      const own = figures.get(peer);
      own?.cpu.push(cpu);
      own?.perSecond.push(calls / result.seconds);
      own?.p50.push(percentile(result.milliseconds, 50));
      own?.p99.push(percentile(result.milliseconds, 99));
      if (own !== undefined) own.memory = await treeMemory(peer.pid);
    }
  }
  return figures;
}

export const median = (values: readonly number[]) => percentile(values, 50);

/** The median of the ratios of each round: both of a pair ran in the same minute. */
export function ratio(of: Figures | undefined, to: Figures | undefined): number {
  if (of === undefined || to === undefined) return Number.NaN;
  return median(of.cpu.map((cpu, i) => cpu / (to.cpu[i] ?? Number.NaN)));
}

export function showTable(workload: Workload, figures: Map<Peer, Figures>): void {
  const find = (start: string) => [...figures].find(([{ name }]) => name.startsWith(start))?.[1];
  const [nginx, plain] = [find('nginx'), find('node:http')];
  const share = (value: number) => (Number.isNaN(value) ? '' : value.toFixed(2));
  const rows = [...figures].map(([{ name, pid }, own]) => [
    name,
    pid === 0 ? '' : median(own.cpu).toFixed(1),
    share(pid === 0 ? Number.NaN : ratio(own, nginx)),
    share(pid === 0 ? Number.NaN : ratio(own, plain)),
    median(own.perSecond).toFixed(0),
    median(own.p50).toFixed(2),
    median(own.p99).toFixed(2),
    pid === 0 ? '' : (own.memory / 1024 / 1024).toFixed(0),
  ]);
  console.log(
    `\n${table([workload.name, 'CPU µs a call', '÷ nginx', '÷ node:http + undici', 'calls/s', 'p50 ms', 'p99 ms', 'RSS MiB'], rows)}`,
  );
}

import { httpLayerNames } from '../../gateway/http-layers.ts';
import { Load } from '../gateway/load.ts';
import { type OurPeer, startOurs } from '../gateway/peers.ts';
import { openPlace, type Place } from '../gateway/place.ts';
import { treeCpu } from '../gateway/tree-cpu.ts';
import { requestsOf, workloads } from '../gateway/workloads.ts';
import { percentile } from '../percentile.ts';
import { table } from '../table.ts';
import { pin } from './pin.ts';

const pairs = 20;
const warmUps = 3;
const callsPerBurst = 6_000;
const connections = 32;
/** Partners, some of which call; each marks its own hours. */
const keys = 1_000;

/**
 * Processor time a call by the scheduler's count, storing the rows included, on either HTTP layer. Pairs, one with and one
 * without, in turns: what else this machine does then falls on both. @returns the larger of the medians of the ratios
 */
export async function measureCost(): Promise<number> {
  const place = await openPlace(keys);
  const load = await Load.start();
  try {
    const rows = [];
    for (const http of httpLayerNames) rows.push(await measureLayer(place, load, http));
    console.log(
      table(
        ['processor time a call, µs', 'without', 'with the recorder', 'ratio', '95 % interval'],
        rows.map(({ http, without, withIt, ratios: [low, median, high] }) => [
          `GATEWAY_HTTP=${http}`,
          without.toFixed(1),
          withIt.toFixed(1),
          median.toFixed(3),
          `${low.toFixed(3)} to ${high.toFixed(3)}`,
        ]),
      ),
    );
    const where = rows.every(({ isPinned }) => isPinned)
      ? 'gateways on one processor, all else on the other'
      : 'not pinned to processors';
    console.log(`${pairs} pairs of ${callsPerBurst} calls each, storing the rows included; ${where}.\n`);
    return Math.max(...rows.map(({ ratios }) => ratios[1]));
  } finally {
    await load.stop();
    await place.close();
  }
}

async function measureLayer(place: Place, load: Load, http: (typeof httpLayerNames)[number]) {
  const start = (name: string, env: NodeJS.ProcessEnv) =>
    startOurs(place, http, { name: `${http} ${name}`, env });
  const [on, off] = [await start('with', {}), await start('without', { BENCH_RECORDER: 'off' })];
  try {
    const pinned = [on, off].map(({ pid }) => pin(pid, '0'));
    const others = [load.pid, ...place.pids].map(pid => pin(pid, '1'));
    const isPinned = (await Promise.all([...pinned, ...others])).every(Boolean);
    const measured: { on: number; off: number }[] = [];
    for (let i = -warmUps; i < pairs; i++) {
      const isOnFirst = i % 2 === 0;
      const first = await measure(place, load, isOnFirst ? on : off);
      const second = await measure(place, load, isOnFirst ? off : on);
      if (i >= 0) measured.push(isOnFirst ? { on: first, off: second } : { on: second, off: first });
    }
    const typical = (of: 'on' | 'off') =>
      percentile(
        measured.map(pair => pair[of]),
        50,
      );
    const ratios = medianWithInterval(measured.map(pair => pair.on / pair.off));
    return { http, without: typical('off'), withIt: typical('on'), ratios, isPinned };
  } finally {
    await Promise.all([on.stop(), off.stop()]);
  }
}

async function measure(place: Place, load: Load, peer: OurPeer): Promise<number> {
  const [workload] = workloads;
  const before = await treeCpu(peer.pid);
  const { answered, wrong } = await load.run({
    port: peer.port,
    connections,
    requests: requestsOf(workload, place.texts, false),
    calls: callsPerBurst,
    bodyBytes: workload.bodyBytes,
  });
  await peer.settled();
  if (wrong > 0 || answered !== callsPerBurst) throw new Error(`${answered} answered, ${wrong} wrong`);
  return ((await treeCpu(peer.pid)) - before) / callsPerBurst;
}

/** The 6th and the 15th of 20 hold the median between them in 95.9 % of all cases (sign test). */
function medianWithInterval(ratios: readonly number[]): [number, number, number] {
  const sorted = [...ratios].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return [at(5), (at(9) + at(10)) / 2, at(14)];
}

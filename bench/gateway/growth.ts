import { connect, type Socket } from 'node:net';
import { table } from '../table.ts';
import { compare, median } from './compare.ts';
import { Load } from './load.ts';
import { startOurs, startWorkers } from './peers.ts';
import { openPlace, type Place } from './place.ts';
import { workloads } from './workloads.ts';

const mebibyte = 1024 * 1024;
/** What must hold: see issue 12. */
const limits = { cpuShare: 1.15, bytesPerKey: 500, loadMs: 10_000 };
const mostKeys = Number(process.env.BENCH_KEYS ?? 1_000_000);

async function withPlace(
  keys: number,
  work: (place: Place, load: Load) => Promise<boolean>,
): Promise<boolean> {
  const place = await openPlace(keys);
  const load = await Load.start();
  try {
    return await work(place, load);
  } finally {
    await load.stop();
    await place.close();
  }
}

/** Two gateways side by side, one with few keys and one with many: what a call costs, a key weighs, a start takes. */
export async function measureKeys(): Promise<boolean> {
  return await withPlace(300, async (place, load) => {
    const few = await startOurs(place, 'fast', { name: 'few keys' });
    const { heapUsed: before } = await few.state({ afterGc: true });
    const rows: string[][] = [];
    let isGood = true;
    for (let keys = 10_000; keys <= mostKeys; keys *= 10) {
      await place.addKeys(keys - (keys === 10_000 ? 300 : keys / 10));
      const many = await startOurs(place, 'fast', { name: `${keys} keys` });
      const { startMs, heapUsed } = await many.state({ afterGc: true });
      const [workload] = workloads;
      if (workload === undefined) return false;
      const figures = await compare(place, [few, many], load, workload, { rounds: 5, calls: 4_000 });
      const [base, own] = [few, many].map(peer => median(figures.get(peer)?.cpu ?? []));
      const perKey = (heapUsed - before) / keys;
      const share = (own ?? Number.NaN) / (base ?? Number.NaN);
      rows.push([
        String(keys),
        (own ?? 0).toFixed(1),
        share.toFixed(2),
        perKey.toFixed(0),
        startMs.toFixed(0),
      ]);
      isGood &&= share <= limits.cpuShare && perKey <= limits.bytesPerKey && startMs <= limits.loadMs;
      await many.stop();
    }
    await few.stop();
    console.log(table(['keys', 'CPU µs a call', '÷ 300 keys', 'bytes a key', 'start ms'], rows));
    return isGood;
  });
}

/** Connections on which nothing happens, within the time that they may stay. */
export async function measureConnections(): Promise<boolean> {
  return await withPlace(300, async place => {
    const rows: string[][] = [];
    for (const http of ['node', 'fast'] as const) {
      const peer = await startOurs(place, http);
      const { rss: none } = await peer.state({ afterGc: true });
      const sockets = await open(peer.port, 9_000);
      const { rss } = await peer.state({ afterGc: true });
      const still = sockets.filter(({ destroyed }) => !destroyed).length;
      rows.push([
        peer.name,
        String(still),
        ((rss - none) / mebibyte).toFixed(0),
        ((rss - none) / still / 1024).toFixed(1),
      ]);
      for (const socket of sockets) socket.destroy();
      await peer.stop();
    }
    console.log(table(['', 'idle connections', 'RSS + MiB', 'KiB each'], rows));
    return true;
  });
}

async function open(port: number, count: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(250, count - sockets.length) }, () => {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      sockets.push(socket);
      return new Promise(resolve => socket.once('connect', resolve).once('close', resolve));
    });
    await Promise.all(some);
  }
  return sockets;
}

export async function measureWorkers(): Promise<boolean> {
  return await withPlace(10_000, async (place, load) => {
    const peers = [await startWorkers(place, 'fast', 1), await startWorkers(place, 'fast', 2)];
    const [workload] = workloads;
    if (workload === undefined) return false;
    const figures = await compare(place, peers, load, workload, { rounds: 5, calls: 6_000 });
    const rows = [...figures].map(([{ name }, { cpu, perSecond, memory }]) => [
      name,
      median(cpu).toFixed(1),
      median(perSecond).toFixed(0),
      (memory / mebibyte).toFixed(0),
    ]);
    console.log(table(['', 'CPU µs a call', 'calls/s', 'RSS MiB'], rows));
    for (const peer of peers) await peer.stop();
    return true;
  });
}

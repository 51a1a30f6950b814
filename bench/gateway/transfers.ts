import { connect } from 'node:net';
import { table } from '../table.ts';
import { startOurs } from './peers.ts';
import { openPlace, slug } from './place.ts';
import { treeMemory } from './tree-cpu.ts';

const mebibyte = 1024 * 1024;
const transfers = Number(process.env.BENCH_TRANSFERS ?? 100);
const bytes = 100 * mebibyte;
/** What must hold: see issue 12. */
const mostMiB = 60;
const piece = Buffer.alloc(64 * 1024, 'x');

/** Many large bodies at once, down and then up: memory stays where it was. */
export async function measureTransfers(): Promise<boolean> {
  const place = await openPlace(300);
  const peer = await startOurs(place, 'fast', { env: { BENCH_LARGE: 'on' } });
  try {
    const rows: string[][] = [];
    let isGood = true;
    for (const way of ['down', 'up'] as const) {
      // Once before it is measured, so that what a first transfer leaves behind is not counted.
      await Promise.all(Array.from({ length: 4 }, () => transfer(way, peer.port, place.texts[0] ?? '')));
      const before = await treeMemory(peer.pid);
      let most = before;
      const watch = setInterval(async () => {
        most = Math.max(most, await treeMemory(peer.pid));
      }, 100);
      const began = performance.now();
      const whole = await Promise.all(
        Array.from({ length: transfers }, (_, i) =>
          transfer(way, peer.port, place.texts[i % place.texts.length] ?? ''),
        ),
      );
      clearInterval(watch);
      const seconds = (performance.now() - began) / 1000;
      const more = (most - before) / mebibyte;
      rows.push([
        `${transfers} × 100 MiB ${way}`,
        String(whole.filter(Boolean).length),
        more.toFixed(0),
        ((transfers * 100) / seconds).toFixed(0),
      ]);
      isGood &&= more <= mostMiB && whole.every(Boolean);
    }
    console.log(table(['', 'whole', 'RSS + MiB', 'MiB/s'], rows));
    return isGood;
  } finally {
    await peer.stop();
    await place.close();
  }
}

/** @returns whether all of it came through */
function transfer(way: 'down' | 'up', port: number, key: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    const path = way === 'down' ? `/${slug}/transfer/${bytes}` : `/${slug}/small`;
    const method = way === 'down' ? 'GET' : 'POST';
    const length = way === 'down' ? '' : `Content-Length: ${bytes}\r\n`;
    let received = 0;
    let head = '';
    const least = way === 'down' ? bytes : 100;
    socket.on('connect', () => {
      socket.write(`${method} ${path} HTTP/1.1\r\nHost: a\r\nX-Api-Key: ${key}\r\n${length}\r\n`);
      if (way === 'up') pump(bytes);
    });
    const pump = (left: number): void => {
      let rest = left;
      while (rest > 0) {
        const part = rest < piece.length ? piece.subarray(0, rest) : piece;
        rest -= part.length;
        if (!socket.write(part)) {
          socket.once('drain', () => pump(rest));
          return;
        }
      }
    };
    socket.on('data', part => {
      if (head === '') head = part.toString('latin1', 0, 12);
      received += part.length;
      if (received >= least && head === 'HTTP/1.1 200') {
        resolve(true);
        socket.destroy();
      }
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(false));
  });
}

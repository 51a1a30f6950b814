/** Partner apps, as cheap as they can be: keep-alive connections, each of which sends its next call when it has an answer. */
import { connect, type Socket } from 'node:net';
import type { LoadOrder, LoadResult } from './load.ts';

const endOfHead = Buffer.from('\r\n\r\n');

process.on('message', (order: LoadOrder) => {
  run(order).then(result => process.send?.({ type: 'result', result }));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ type: 'ready' });

async function run(order: LoadOrder): Promise<LoadResult> {
  const requests = order.requests.map(text => Buffer.from(text, 'latin1'));
  const result: LoadResult = { answered: 0, refused: 0, wrong: 0, seconds: 0, milliseconds: [] };
  const state = { sent: 0 };
  const began = performance.now();
  // At a fixed rate no connection sends before its turn, whatever the answers take.
  const everyMs = order.perSecond === undefined ? 0 : 1000 / order.perSecond;
  const isOver = () =>
    order.seconds === undefined
      ? state.sent >= order.calls
      : performance.now() - began > order.seconds * 1000;
  const next = () => {
    if (isOver()) return undefined;
    const number = state.sent++;
    return { bytes: requests[number % requests.length] ?? Buffer.alloc(0), at: began + number * everyMs };
  };
  await Promise.all(
    Array.from({ length: order.connections }, () => caller(order, next, result, everyMs > 0)),
  );
  result.seconds = (performance.now() - began) / 1000;
  if (result.milliseconds.length > 200_000)
    result.milliseconds = result.milliseconds.filter(
      (_, i) => i % Math.ceil(result.milliseconds.length / 200_000) === 0,
    );
  return result;
}

type Next = () => { bytes: Buffer; at: number } | undefined;

function caller(order: LoadOrder, next: Next, result: LoadResult, isPaced: boolean): Promise<void> {
  return new Promise(resolve => {
    const socket = connect({ port: order.port, host: '127.0.0.1', noDelay: true });
    let sentAt = 0;
    let missing = -1;
    let status = 0;
    let head: Buffer = Buffer.alloc(0);
    let isDone = false;
    const send = () => {
      const call = next();
      if (call === undefined) {
        isDone = true;
        socket.end();
        return;
      }
      const go = () => {
        sentAt = isPaced ? call.at : performance.now();
        socket.write(call.bytes);
      };
      const waitMs = isPaced ? call.at - performance.now() : 0;
      if (waitMs > 1) setTimeout(go, waitMs);
      else go();
    };
    socket.on('connect', send);
    socket.on('data', bytes => {
      let rest = bytes;
      if (missing < 0) {
        rest = head.length === 0 ? bytes : Buffer.concat([head, bytes]);
        const end = rest.indexOf(endOfHead);
        if (end < 0) {
          head = rest;
          return;
        }
        const text = rest.toString('latin1', 0, end);
        head = Buffer.alloc(0);
        status = Number(text.slice(9, 12));
        missing = Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? -1);
        if (status === 200 && missing !== order.bodyBytes) result.wrong += 1;
        rest = rest.subarray(end + 4);
      }
      missing -= rest.length;
      if (missing > 0) return;
      if (missing < 0) result.wrong += 1;
      missing = -1;
      result.milliseconds.push(performance.now() - sentAt);
      if (status === 200) result.answered += 1;
      else result.refused += 1;
      send();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (!isDone) result.wrong += 1;
      resolve();
    });
    stopWith(socket);
  });
}

function stopWith(socket: Socket): void {
  process.once('disconnect', () => socket.destroy());
  process.setMaxListeners(0);
}

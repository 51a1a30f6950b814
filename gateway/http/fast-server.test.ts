import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Breakage, Exchange } from '../exchange.ts';
import { defaultLimits, type Limits } from '../limits.ts';
import { createFastServer } from './fast-server.ts';
import { FakeSocket } from './fuzz/fake-socket.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server on connections without a network, whose calls are answered by nobody. */
function aServer(limits: Partial<Limits> = {}) {
  const refused: string[] = [];
  const broken: Breakage[] = [];
  const received: string[] = [];
  const handle = (exchange: Exchange) => {
    exchange.listen({
      onBody: piece => received.push(Buffer.from(piece).toString()) > 0,
      onBodyEnd: () => received.push('end'),
      onClientDrain() {},
      onAbort: breakage => broken.push(breakage),
    });
    exchange.readBody();
  };
  const server = createFastServer(handle, code => refused.push(code), { ...defaultLimits, ...limits });
  function connect(text = ''): FakeSocket {
    const socket = new FakeSocket('203.0.113.9');
    server.emit('connection', socket);
    if (text !== '') socket.push(Buffer.from(text));
    return socket;
  }
  return { refused, broken, received, connect };
}

const post = (length: number) => `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n`;

test('beyond the possible number of connections the next is told so and closed; one that ended makes room', async () => {
  const { refused, connect } = aServer({ connections: 1 });
  const first = connect();
  const second = connect();
  await vi.advanceTimersByTimeAsync(10);
  expect(second.answer).toMatch(
    /^HTTP\/1\.1 503 [\s\S]*Retry-After: 1[\s\S]*X-Request-Id: [\s\S]*overloaded/,
  );
  expect(refused).toEqual(['overloaded']);
  await vi.advanceTimersByTimeAsync(1_500);
  expect([first.destroyed, second.destroyed]).toEqual([false, true]);
  first.destroy();
  await vi.advanceTimersByTimeAsync(10);
  expect(connect().writableEnded).toBe(false);
});

test('a body that trickles is given up after some seconds, one that comes steadily has its whole time', async () => {
  const slow = aServer();
  const trickle = slow.connect(post(100_000));
  const steady = aServer();
  const flow = steady.connect(post(100_000));
  for (let second = 0; second < 20; second++) {
    trickle.push(Buffer.from('x'));
    flow.push(Buffer.alloc(200));
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect([slow.broken, steady.broken]).toEqual([['request_timeout'], []]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(steady.broken).toEqual(['request_timeout']);
});

test('a connection on which nothing comes is told so in the time of a head, and one that waits for its next call goes silently', async () => {
  const { refused, connect } = aServer();
  const silent = connect();
  await vi.advanceTimersByTimeAsync(9_900);
  expect(silent.answer).toBe('');
  await vi.advanceTimersByTimeAsync(400);
  expect(silent.answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(refused).toEqual(['request_timeout']);
});

test('what is sent behind a call waits for its answer, and not all of it is taken', async () => {
  const { received, connect } = aServer();
  const socket = connect(`${post(2)}ok`);
  let pushed = 0;
  for (; pushed < 100 && socket.push(Buffer.alloc(8 * 1024, 'GET / HTTP/1.1\r\n')); pushed++)
    await vi.advanceTimersByTimeAsync(1);
  expect(received).toEqual(['ok', 'end']);
  expect(pushed).toBeLessThan(30);
  expect(socket.answer).toBe('');
});

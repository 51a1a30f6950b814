import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FakeSocket } from './fuzz/fake-socket.ts';
import { isDirect, Wire } from './wire.ts';

let server: Server;
beforeAll(async () => {
  server = createServer({ noDelay: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => void server.close());

/** Both ends of a connection. */
async function pair(): Promise<{ own: Socket; peer: Socket }> {
  const accepted = once(server, 'connection');
  const peer = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [[own]] = [await accepted];
  return { own, peer };
}

test('this node writes as is expected here, so that writes go straight to the system', () => {
  expect(isDirect).toBe(true);
});

const step = fc.record({
  size: fc.oneof(fc.nat(300), fc.nat(400_000)),
  how: fc.constantFrom<'bytes' | 'text' | 'stream'>('bytes', 'text', 'stream'),
});

test('whatever is written in whatever way to a peer that reads late arrives whole and in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async steps => {
      const { own, peer } = await pair();
      let isDrained = true;
      const wire = new Wire(own, () => {
        isDrained = true;
      });
      const sent: Buffer[] = [];
      for (const [i, { size, how }] of steps.entries()) {
        const bytes = Buffer.alloc(size, `${i}.`);
        sent.push(Buffer.from(bytes));
        if (how === 'text') isDrained = wire.writeText(bytes.toString('latin1'));
        else if (how === 'bytes') isDrained = wire.write(bytes);
        else own.write(bytes);
        // Only what the system has may be written over.
        if (wire.pendingBytes === 0) bytes.fill(0);
      }
      const received: Buffer[] = [];
      peer.on('data', piece => received.push(piece));
      own.end();
      await once(peer, 'end');
      expect(Buffer.concat(received).equals(Buffer.concat(sent))).toBe(true);
      expect(wire.pendingBytes).toBe(0);
      expect(isDrained).toBe(true);
      peer.destroy();
    }),
    { numRuns: 40 },
  );
});

test('a peer that takes nothing is told as slower, and one drain follows when it has taken all', async () => {
  const { own, peer } = await pair();
  peer.pause();
  let drains = 0;
  const drained = new Promise<void>(resolve => {
    const wire = new Wire(own, () => {
      drains += 1;
      expect(wire.pendingBytes).toBe(0);
      resolve();
    });
    while (wire.write(Buffer.alloc(256 * 1024)));
    expect(wire.pendingBytes).toBeGreaterThan(0);
  });
  peer.resume();
  await drained;
  expect(drains).toBe(1);
  own.destroy();
  peer.destroy();
});

test('a write to a peer that is gone ends the connection, also one that had to wait', async () => {
  for (const size of [10, 8 * 1024 * 1024]) {
    const { own, peer } = await pair();
    own.on('error', () => {});
    const wire = new Wire(own, () => {});
    const closed = new Promise(resolve => own.once('close', resolve));
    const write = setInterval(() => wire.write(Buffer.alloc(size)), 1);
    peer.resetAndDestroy();
    await closed;
    clearInterval(write);
    expect(own.destroyed).toBe(true);
    wire.write(Buffer.alloc(10));
  }
});

test('what is no plain socket is written to as a stream', () => {
  const socket = new FakeSocket('a');
  const wire = new Wire(socket.asSocket(), () => {});
  expect(wire.write(Buffer.from('by'))).toBe(true);
  expect(wire.writeText('tes')).toBe(true);
  expect(socket.answer).toBe('bytes');
  expect(Object.getPrototypeOf(new Socket())).toBe(Socket.prototype);
});

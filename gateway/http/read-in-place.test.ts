import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readBuffer, readInPlace } from './read-in-place.ts';

let server: Server;
let accepted: (socket: Socket) => void;
beforeEach(async () => {
  server = createServer({ pauseOnConnect: true, allowHalfOpen: true, noDelay: true }, socket =>
    accepted(socket),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => void server.close());

const client = () => connect((server.address() as AddressInfo).port, '127.0.0.1');
const connections = () => new Promise<number>(resolve => server.getConnections((_, count) => resolve(count)));

test('bytes are looked at where they were read to, and none is missed or seen twice', async () => {
  const text = Buffer.alloc(1_000_000, 'abcdefghij');
  const pieces: Buffer[] = [];
  const whole = new Promise<void>(resolve => {
    accepted = socket => {
      const own = readInPlace(socket, bytes => {
        expect(bytes.buffer).toBe(readBuffer.buffer);
        pieces.push(Buffer.from(bytes));
      });
      own.on('end', () => {
        expect(own.remoteAddress).toBe('127.0.0.1');
        own.end();
        resolve();
      });
    };
  });
  client().end(text).resume();
  await whole;
  expect(Buffer.concat(pieces).equals(text)).toBe(true);
});

test('the server counts it, and closes once it is closed', async () => {
  const taken = new Promise<Socket>(resolve => {
    accepted = socket => resolve(readInPlace(socket, () => {}));
  });
  const peer = client();
  const own = await taken;
  expect(await connections()).toBe(1);
  const closed = once(server, 'close');
  server.close();
  own.destroy();
  await closed;
  expect(await connections()).toBe(0);
  peer.destroy();
});

test('while it is paused nothing is read, and the peer’s end comes after all that it sent', async () => {
  const told: string[] = [];
  const done = new Promise<void>(resolve => {
    accepted = socket => {
      const own = readInPlace(socket, bytes => {
        told.push(bytes.toString());
        own.pause();
        setImmediate(() => {
          told.push('later');
          own.resume();
        });
      });
      own.on('end', () => {
        told.push('end');
        own.end();
        resolve();
      });
    };
  });
  const peer = client();
  peer.write('a');
  peer.once('connect', () => setImmediate(() => peer.end('b')));
  await done;
  expect(told.join(' ')).toMatch(/^(a later b later end|ab later end)$/);
});

test('what is written to it arrives, and a peer that resets it is an error and a close', async () => {
  const taken = new Promise<Socket>(resolve => {
    accepted = socket => resolve(readInPlace(socket, () => {}));
  });
  const peer = client();
  const own = await taken;
  own.write('hello');
  const [bytes] = await once(peer, 'data');
  expect(bytes.toString()).toBe('hello');
  const errors: string[] = [];
  own.on('error', (error: NodeJS.ErrnoException) => errors.push(error.code ?? ''));
  const closed = new Promise(resolve => own.once('close', resolve));
  peer.resetAndDestroy();
  await closed;
  expect(errors).toEqual(['ECONNRESET']);
});

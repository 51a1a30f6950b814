import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpsServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { connect, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Breakage, Exchange } from '../exchange.ts';
import { defaultLimits } from '../limits.ts';
import { selfSigned } from '../testing/self-signed.ts';
import { FastForwarder } from './fast-forwarder.ts';
import { type ClosableServer, createFastServer } from './fast-server.ts';

const own = selfSigned();
let server: ClosableServer;
let port: number;
let brokenBy: (breakage: Breakage) => void = () => {};
let arrived = () => {};

/** Gives each body back, in two pieces. */
function echo(exchange: Exchange): void {
  const pieces: Uint8Array[] = [];
  exchange.listen({
    onBody: piece => pieces.push(piece) > 0,
    onBodyEnd() {
      if (exchange.head.target === '/never') return arrived();
      const body = Buffer.concat(pieces);
      exchange.writeHead({ status: 200, lines: `Content-Length: ${body.length}\r\n`, hasLength: true });
      exchange.write(body.subarray(0, body.length / 2));
      exchange.end(body.subarray(body.length / 2));
    },
    onClientDrain() {},
    onAbort: breakage => brokenBy(breakage),
  });
  exchange.readBody();
}

beforeAll(async () => {
  server = createFastServer(echo, () => {}, defaultLimits, own);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

test('over TLS a body goes both ways unchanged', async () => {
  const body = randomBytes(3 * 1024 * 1024);
  const options = {
    port,
    host: '127.0.0.1',
    ca: own.cert,
    servername: 'localhost',
    method: 'POST',
    path: '/echo',
  };
  const sent = request(options);
  sent.end(body);
  const [answer] = await once(sent, 'response');
  expect((await buffer(answer)).equals(body)).toBe(true);
});

test('over TLS requests in one piece are answered in their order, and a fault behind them ends the connection', async () => {
  const client = connect({ port, host: '127.0.0.1', ca: own.cert, servername: 'localhost' });
  const post = (body: string) =>
    `POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  client.write(`${post('first')}${post('second')}nonsense\r\n\r\n`);
  const text = String(await buffer(client));
  expect(text).toMatch(/first[\s\S]*second[\s\S]*HTTP\/1.1 400 [\s\S]*request_malformed/);
});

test('a client that leaves its TLS connection is noticed', async () => {
  const broken = new Promise<Breakage>(resolve => (brokenBy = resolve));
  const client = connect({ port, host: '127.0.0.1', ca: own.cert, servername: 'localhost' });
  const here = new Promise<void>(resolve => (arrived = resolve));
  client.write('GET /never HTTP/1.1\r\nHost: a\r\n\r\n');
  await here;
  client.destroy();
  expect(await broken).toBe('client_gone');
});

/** What becomes of a call to an upstream behind TLS. */
async function forwarded(upstreamPort: number): Promise<string> {
  const forwarder = new FastForwarder({ allowLoopback: true, limits: defaultLimits, mayWrite: () => true });
  const host = `localhost:${upstreamPort}`;
  let body = '';
  const outcome = await new Promise<string>(resolve => {
    forwarder.send(
      {
        place: { origin: `https://${host}`, hostname: 'localhost', host },
        path: '/x',
        method: 'GET',
        lines: 'X-Small: y\r\n',
        body: undefined,
      },
      {
        mayStart: () => true,
        onHead: ({ status }) => {
          body = `${status} `;
        },
        onPiece(piece) {
          body += Buffer.from(piece).toString();
          return true;
        },
        onEnd: () => resolve(body),
        onFailure: resolve,
        onBreak: () => resolve('broken'),
        onUpstreamDrain() {},
      },
    );
  });
  await forwarder.close();
  return outcome;
}

test('an upstream whose certificate nobody vouches for is not reachable; one that is known is', async () => {
  const upstream = createHttpsServer(own, (incoming, response) =>
    response.end(`got ${incoming.headers['x-small']}`),
  );
  upstream.listen(0, 'localhost');
  await once(upstream, 'listening');
  const { port: upstreamPort } = upstream.address() as AddressInfo;
  expect(await forwarded(upstreamPort)).toBe('upstream_unreachable');
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, own.cert]);
  expect(await forwarded(upstreamPort)).toBe('200 got y');
  setDefaultCACertificates(before);
  upstream.closeAllConnections();
  upstream.close();
});

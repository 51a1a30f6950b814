import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { DenialCode } from '../denials.ts';
import type { Exchange } from '../exchange.ts';
import type { Limits } from '../limits.ts';
import { keptHead } from './answer-head.ts';
import { Connection, type ConnectionMeans } from './connection.ts';
import { TimerWheel } from './timer-wheel.ts';

/** A server whose connections can be ended: the idle ones when it closes, all of them when their time is over. */
export type ClosableServer = Server & { closeAllConnections(): void };

/** Beyond the limit a connection is told so; beyond this it is cut without a word. */
const refusedAtOnce = 256;

/** HTTP/1.1 on sockets of our own, or with `tls` on those of node:tls, behind the interface that the steps see. */
export function createFastServer(
  handle: (exchange: Exchange) => void,
  refused: (code: DenialCode) => void,
  limits: Limits,
  tls?: TlsOptions,
): ClosableServer {
  const connections = new Set<Connection>();
  const wheel = new TimerWheel();
  const means: ConnectionMeans = {
    handle,
    refused,
    limits,
    wheel,
    closed: connection => void connections.delete(connection),
    closing: () => !server.listening,
    keptHead: keptHead(Math.floor(limits.idleMs / 1000)),
  };
  const accept = (socket: Socket) => {
    const connection = new Connection(socket, means);
    connections.add(connection);
    if (connections.size > limits.connections) connection.refuse({ code: 'overloaded' });
  };
  // A client may close its side and still read (RFC 9112, 9.6).
  const options = { allowHalfOpen: true, noDelay: true };
  const plain =
    tls === undefined
      ? createServer({ ...options, pauseOnConnect: true }, accept)
      : createTlsServer({ ...tls, ...options, handshakeTimeout: limits.headMs }, accept);
  plain.on('tlsClientError', (_, socket: Socket) => socket.destroy());
  plain.maxConnections = limits.connections + refusedAtOnce;
  plain.on('close', () => wheel.close());
  const close = plain.close.bind(plain);
  const server: ClosableServer = Object.assign(plain, {
    closeAllConnections() {
      for (const connection of connections) connection.cut();
    },
    close(then?: (error?: Error) => void) {
      close(then);
      for (const connection of connections) connection.endWhenIdle();
      return server;
    },
  });
  return server;
}

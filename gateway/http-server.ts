import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { bareRefusal } from './bare-refusal.ts';
import type { Denial, DenialCode } from './denials.ts';
import type { Exchange } from './exchange.ts';
import type { ClosableServer } from './http/fast-server.ts';
import type { Limits } from './limits.ts';
import { NodeExchange } from './node-exchange.ts';
import { denialOfFault, type ParserFault } from './parser-fault.ts';

/** How long a client has to read a refusal before its connection is cut, and how often timeouts are looked at. */
const lingerMs = 1_000;
const timeoutCheckMs = 1_000;

/** HTTP/1.1 through node:http, behind the small interface that the steps see. */
export function createHttpServer(
  handle: (exchange: Exchange) => void,
  refused: (code: DenialCode) => void,
  limits: Limits,
  tls?: TlsOptions,
): ClosableServer {
  const latest = new WeakMap<Socket, NodeExchange>();
  const means = { stalledClientMs: limits.stalledClientMs, closing: () => !server.listening };
  const accept = (request: IncomingMessage, response: ServerResponse) => {
    const before = latest.get(request.socket);
    if (before?.last === true) return;
    const exchange = new NodeExchange(request, response, means);
    latest.set(request.socket, exchange);
    // What was sent without waiting for the answer before is still done in its order (RFC 9112, 9.3.2).
    afterAnswers(before, () => handle(exchange));
  };
  const options = optionsOf(limits);
  const server =
    tls === undefined
      ? createServer(options, accept)
      : createTlsServer({ ...options, ...tls, handshakeTimeout: limits.headMs }, accept);
  // Who does not speak TLS cannot be told anything.
  if (tls !== undefined)
    server.removeAllListeners('tlsClientError').on('tlsClientError', (_, socket: Socket) => socket.destroy());
  server.maxHeadersCount = 0;
  server.maxConnections = limits.connections;
  server.on('checkContinue', accept);
  server.on('checkExpectation', accept);
  server.on('connect', (_, socket: Socket) => {
    const denial: Denial = { code: 'method_not_allowed', method: 'CONNECT' };
    afterAnswers(latest.get(socket), () => refuse(socket, denial, refused));
  });
  const faulty = new WeakSet<Socket>();
  server.on('clientError', (error: NodeJS.ErrnoException & ParserFault, socket: Socket) => {
    if (!socket.writable || error.code === 'ECONNRESET' || error.code === 'EPIPE') {
      socket.destroy();
      return;
    }
    if (faulty.has(socket)) return; // the rest of what cannot be read
    faulty.add(socket);
    const exchange = latest.get(socket);
    const denial = denialOfFault(error);
    // A fault in the body of a call belongs to that call; one in what comes after it must wait for its answer, or the
    // client would take the refusal for that answer.
    if (exchange?.receiving === true && error.code === 'HPE_INVALID_EOF_STATE') {
      exchange.break('client_gone');
      socket.destroy();
    } else if (exchange?.receiving === true) {
      exchange.break(denial.code === 'request_timeout' ? 'request_timeout' : 'request_malformed');
    } else afterAnswers(exchange, () => refuse(socket, denial, refused));
  });
  return server;
}

function optionsOf(limits: Limits) {
  return {
    // Above our own limits, so that their refusals come from the table and not from the parser.
    maxHeaderSize: limits.headerBytes + limits.uriBytes + 8 * 1024,
    headersTimeout: limits.headMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: timeoutCheckMs,
    keepAliveTimeout: limits.idleMs,
    requireHostHeader: false,
    noDelay: true,
  };
}

function afterAnswers(exchange: NodeExchange | undefined, then: () => void): void {
  if (exchange === undefined || exchange.answered) then();
  else exchange.onceAnswered(then);
}

/** What never became a request is answered on the bare socket, which is then closed (RFC 9112, 2.2). */
function refuse(socket: Socket, denial: Denial, refused: (code: DenialCode) => void): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  refused(denial.code);
  socket.end(bareRefusal(denial));
  setTimeout(() => socket.destroy(), lingerMs).unref();
}

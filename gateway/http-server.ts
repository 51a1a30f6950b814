import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ulid } from 'ulid';
import { corsHeaders } from './cors.ts';
import { type DenialCode, renderDenial } from './denials.ts';
import type { Exchange } from './exchange.ts';
import { limits } from './framing.ts';

/** HTTP/1.1 through node:http, behind the small interface that the steps see. */
export function createHttpServer(
  handle: (exchange: Exchange) => void,
  refused: (code: DenialCode) => void,
): Server {
  const options = {
    // Above our own limits, so that their refusals come from the table and not from the parser.
    maxHeaderSize: limits.headerBytes + limits.uriBytes + 1024,
    headersTimeout: 10_000,
    requestTimeout: 60_000,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: 5_000,
    requireHostHeader: false,
    noDelay: true,
  };
  const listen = (request: IncomingMessage, response: ServerResponse) =>
    handle(exchangeOf(request, response));
  const server = createServer(options, listen);
  server.maxHeadersCount = 0;
  server.maxConnections = 10_000;
  server.on('checkContinue', listen);
  server.on('checkExpectation', listen);
  server.on('connect', (_request, socket: Socket) => refuse(socket, 'method_not_allowed', refused));
  server.on('clientError', (error, socket) => refuse(socket as Socket, codeOfParserError(error), refused));
  return server;
}

function exchangeOf(request: IncomingMessage, response: ServerResponse): Exchange {
  let ended = false;
  response.on('error', () => {});
  request.on('error', () => {});
  return {
    head: {
      method: request.method ?? '',
      target: request.url ?? '',
      httpVersion: request.httpVersion,
      rawHeaders: request.rawHeaders,
      address: request.socket.remoteAddress ?? '',
    },
    body() {
      if (/^100-continue$/i.test(request.headers.expect ?? '')) response.writeContinue();
      return request;
    },
    writeHead({ status, headers }) {
      response.sendDate = !hasDate(headers);
      // A refused body is not read to its end: the connection could not be used again.
      const unread = !request.complete && status >= 400 && !response.headersSent;
      response.writeHead(status, unread ? [...headers, 'Connection', 'close'] : [...headers]);
    },
    write: piece => response.write(piece),
    onDrain: resume => void response.on('drain', resume),
    end(piece) {
      ended = true;
      if (piece === undefined) response.end();
      else response.end(piece);
    },
    destroy() {
      ended = true;
      request.socket.destroy();
    },
    onAbort: cancel =>
      void response.on('close', () => {
        if (!ended) cancel();
      }),
  };
}

function hasDate(headers: readonly string[]): boolean {
  return headers.some((name, at) => at % 2 === 0 && name.toLowerCase() === 'date');
}

function codeOfParserError(error: NodeJS.ErrnoException): DenialCode {
  if (error.code === 'HPE_HEADER_OVERFLOW') return 'headers_too_large';
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request_timeout';
  return 'request_malformed';
}

/** What never became a request is answered on the bare socket, which is then closed (RFC 9112, 2.2). */
function refuse(socket: Socket, code: DenialCode, refused: (code: DenialCode) => void): void {
  if (!socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  refused(code);
  const requestId = ulid();
  const { status, headers, body } = renderDenial({ code, method: 'CONNECT' }, requestId);
  const all = [...headers, ...corsHeaders('*', undefined), 'X-Request-Id', requestId, 'Connection', 'close'];
  const lines = Array.from({ length: all.length / 2 }, (_, i) => `${all[2 * i]}: ${all[2 * i + 1]}\r\n`).join(
    '',
  );
  socket.end(`HTTP/1.1 ${status} Refused\r\n${lines}\r\n${body}`);
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Breakage, Exchange, ExchangeEvents, RequestHead, ResponseHead } from './exchange.ts';
import { Fields, listOf } from './fields.ts';

/** One call on node:http. What only the connection layer needs to know of it is told by the getters. */
export class NodeExchange implements Exchange {
  readonly head: RequestHead;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #means: { stalledClientMs: number; closing: () => boolean };
  #ended = false;
  #bodyBegun = false;
  #last = false;
  #held: Uint8Array | undefined;
  #events: ExchangeEvents | undefined;

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    means: { stalledClientMs: number; closing: () => boolean },
  ) {
    this.#request = request;
    this.#response = response;
    this.#means = means;
    this.head = {
      method: request.method ?? '',
      target: request.url ?? '',
      httpVersion: request.httpVersion,
      fields: Fields.of(request.rawHeaders),
      address: request.socket.remoteAddress ?? '',
    };
    response.on('error', () => {});
    request.on('error', () => {});
  }

  /** Bytes of this request are still to come. */
  get receiving(): boolean {
    return !this.#request.complete;
  }

  /** The connection ends with this exchange: what else came in on it must not be served (RFC 9112, 9.6). */
  get last(): boolean {
    return this.#last;
  }

  /** The whole answer is with the operating system: one that waits for the answer before it is not. */
  get answered(): boolean {
    return this.#response.writableFinished;
  }

  /** Called once the whole answer is with the operating system. */
  onceAnswered(then: () => void): void {
    this.#response.once('finish', then);
  }

  /** Ends an exchange whose body cannot be read on. */
  break(breakage: Breakage): void {
    if (this.#ended) return;
    const events = this.#events;
    this.#events = undefined;
    events?.onAbort(breakage);
  }

  listen(events: ExchangeEvents): void {
    const isFirst = this.#events === undefined;
    this.#events = events;
    if (!isFirst) return;
    this.#response.on('close', () => this.break('client_gone'));
    this.#response.on('drain', () => {
      this.#request.socket.setTimeout(0);
      this.#events?.onClientDrain();
    });
  }

  readBody(): void {
    if (/^100-continue$/i.test(this.#request.headers.expect ?? '')) this.#response.writeContinue();
    this.#request.on('data', piece => {
      if (this.#events?.onBody(piece) === false) this.#request.pause();
    });
    this.#request.on('end', () => this.#events?.onBodyEnd());
  }

  resumeBody(): void {
    this.#request.resume();
  }

  writeHead({ status, lines, isDated = false, close = false }: ResponseHead): void {
    const response = this.#response;
    response.sendDate = !isDated;
    // A body that nobody will read to its end leaves no place where the next request could begin.
    const unread = this.receiving && this.head.fields.announcesBody;
    this.#last = close || unread || this.#means.closing();
    if (this.#last) response.shouldKeepAlive = false;
    response.writeHead(status, listOf(lines));
    // Node holds a head back until the first piece, which for an event stream may be minutes away.
    setImmediate(() => {
      if (!this.#bodyBegun && !this.#ended) response.flushHeaders();
    });
  }

  write(piece: Uint8Array): boolean {
    this.#bodyBegun = true;
    const taken = this.#response.write(piece);
    // A client that takes nothing would hold its upstream's connection for ever; node closes it on this timeout.
    if (!taken) this.#request.socket.setTimeout(this.#means.stalledClientMs);
    return taken;
  }

  hold(piece: Uint8Array): void {
    this.#bodyBegun = true;
    this.#held = piece;
  }

  end(piece = this.#held): void {
    this.#ended = true;
    if (piece === undefined) this.#response.end();
    else this.#response.end(piece);
  }

  destroy(): void {
    this.#ended = true;
    const { socket } = this.#request;
    // HTTP/1.0 ends an answer by closing (RFC 9112, 6.3): only a reset says that it was cut.
    if (this.head.httpVersion === '1.0') socket.resetAndDestroy();
    else socket.destroy();
  }
}

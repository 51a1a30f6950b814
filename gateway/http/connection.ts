import type { Socket } from 'node:net';
import { bareRefusal } from '../bare-refusal.ts';
import type { Denial, DenialCode } from '../denials.ts';
import type { Exchange } from '../exchange.ts';
import type { Limits } from '../limits.ts';
import { ClientPatience } from './client-patience.ts';
import { FastExchange } from './fast-exchange.ts';
import { readInPlace } from './read-in-place.ts';
import { type ParsedRequest, RequestParser, type RequestSink } from './request-parser.ts';
import type { Slabs, Slice } from './slabs.ts';
import type { TimerWheel } from './timer-wheel.ts';
import { Wire } from './wire.ts';

export type ConnectionMeans = {
  handle(exchange: Exchange): void;
  /** A refusal that no call stands for. */
  refused(code: DenialCode): void;
  closed(connection: Connection): void;
  /** The server takes nothing new. */
  closing(): boolean;
  limits: Limits;
  wheel: TimerWheel;
  /** How a head ends behind which the connection is kept. */
  keptHead: string;
};

/** Bytes behind a request that wait for its answer. */
const waitingAtMost = 64 * 1024;
const nothing: Buffer = Buffer.alloc(0);

/**
 * A client's connection: one request at a time is read, handled and answered. What was sent behind it waits for its answer
 * (RFC 9112, 9.3.2), and after whatever cannot be read nothing more is (2.2).
 */
export class Connection implements RequestSink {
  readonly socket: Socket;
  readonly wire: Wire;
  readonly means: ConnectionMeans;
  readonly #address: string;
  readonly #patience: ClientPatience;
  readonly #parser: RequestParser;
  #exchange: FastExchange | undefined;
  #waiting: Buffer = nothing;
  #isFeeding = false;
  #isPaused = false;
  /** Nothing that still comes in is served. */
  #isClosing = false;
  /** What comes in belongs to a body that cannot be read on; its call is being answered. */
  #isDeaf = false;
  #served = 0;

  constructor(socket: Socket, means: ConnectionMeans) {
    this.socket = readInPlace(socket, bytes => this.#bytesCame(bytes));
    this.wire = new Wire(this.socket, () => this.#drained());
    this.means = means;
    const { limits } = means;
    this.#address = this.socket.remoteAddress ?? '';
    this.#parser = new RequestParser(this, limits.headerBytes + limits.uriBytes + 8 * 1024);
    this.#patience = new ClientPatience(means, () => this.#timeIsUp());
    this.socket.on('end', () => this.#clientEnded());
    this.socket.on('error', () => {});
    this.socket.on('close', () => this.#closed());
  }

  onRequest(request: ParsedRequest): void {
    const { method } = request;
    if (method === 'CONNECT') return this.refuse({ code: 'method_not_allowed', method });
    request.address = this.#address;
    this.#served += 1;
    this.#exchange = new FastExchange(request, this);
    this.means.handle(this.#exchange);
  }

  onBody(piece: Buffer): void {
    this.#patience.bodyCame(piece.length);
    if (this.#exchange?.bodyCame(piece) === false) this.#pause();
  }

  onRequestEnd(): void {
    this.#exchange?.bodyEnded();
  }

  /** Of an answer. False when the client is slower: then it has some time to take it. */
  write(slabs: Slabs, slice: Slice): boolean {
    const isFlowing = this.wire.write(slice.bytes);
    if (this.wire.pendingBytes === 0) {
      slabs.free(slice);
      return true;
    }
    if (!isFlowing) this.#patience.forReader();
    return isFlowing;
  }

  /** The answer is on its way as a whole. */
  answered(exchange: FastExchange): void {
    if (exchange !== this.#exchange) return;
    if (exchange.last || this.means.closing()) return this.end();
    this.#exchange = undefined;
    this.#awaitNext();
    this.#goOn();
  }

  resumeReading(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.socket.resume();
  }

  /** Ends it once everything was sent; the client is heard out for a moment, or a reset would take its answer away. */
  end(): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#waiting = nothing;
    this.resumeReading();
    const isTaking = this.#isTaking;
    this.socket.end();
    this.#patience.forGoodbye(isTaking);
  }

  /** The server closes: idle connections go, the others after their answer. */
  endWhenIdle(): void {
    if (this.#exchange === undefined && !this.#parser.isInHead) this.end();
  }

  /** Ends it at once, whatever is under way. */
  cut(): void {
    this.#exchange?.break('client_gone');
    this.socket.destroy();
  }

  /** What never became a call is answered on the bare connection, which is then closed (RFC 9112, 2.2). */
  refuse(denial: Denial): void {
    if (this.#isClosing) return;
    this.means.refused(denial.code);
    this.socket.write(bareRefusal(denial));
    this.end();
  }

  #bytesCame(bytes: Buffer): void {
    this.means.wheel.tell();
    if (this.#isClosing || this.#isDeaf) return;
    if (this.#waiting.length > 0) this.#wait(Buffer.concat([this.#waiting, bytes]));
    else this.#feed(bytes);
  }

  #feed(bytes: Buffer): void {
    this.#isFeeding = true;
    let rest: Buffer = bytes;
    const wasIdle = this.#exchange === undefined && !this.#parser.isInHead;
    while (rest.length > 0 && !this.#isClosing && !this.#isDeaf && !this.#mustWait()) {
      const taken = this.#parser.feed(rest);
      if (taken < 0) this.#fault();
      rest = taken < 0 || taken === rest.length ? nothing : rest.subarray(taken);
    }
    this.#isFeeding = false;
    if (this.#isClosing || this.#isDeaf || this.socket.destroyed) return;
    if (rest.length > 0) this.#wait(rest);
    this.#await(wasIdle);
  }

  /** What comes next is read after the answer, and after a client that takes none has taken some. */
  #mustWait(): boolean {
    return this.#exchange === undefined ? this.wire.isBehind : this.#exchange.received;
  }

  /** Kept longer than a read is good. */
  #wait(bytes: Buffer): void {
    this.#waiting = Buffer.from(bytes);
    if (bytes.length >= waitingAtMost) this.#pause();
  }

  #goOn(): void {
    if (this.#isFeeding || this.#waiting.length === 0 || this.#isClosing || this.#mustWait()) return;
    const bytes = this.#waiting;
    this.#waiting = nothing;
    this.resumeReading();
    this.#feed(bytes);
  }

  /** How long what is not whole yet may take. */
  #await(wasIdle: boolean): void {
    const exchange = this.#exchange;
    const isInHead = exchange === undefined && this.#parser.isInHead;
    if (!isInHead && (exchange === undefined || exchange.received)) {
      this.#patience.received();
      if (exchange !== undefined && this.#isTaking) this.#patience.rest();
    } else if (wasIdle || !this.#patience.isReceiving) {
      if (isInHead) this.#patience.forHead();
      else this.#patience.forBody(this.#isTaking);
    }
  }

  /** Between two requests, or while the last answer is still being taken. */
  #awaitNext(): void {
    if (this.#isTaking) this.#patience.forNext();
    else this.#patience.forReader();
  }

  /** The client has taken what it was sent. */
  get #isTaking(): boolean {
    return this.wire.pendingBytes === 0;
  }

  #timeIsUp(): void {
    const exchange = this.#exchange;
    const now = performance.now();
    if (this.#isClosing) this.socket.destroy();
    else if (exchange === undefined) {
      if (this.#parser.isInHead || this.#served === 0) this.refuse({ code: 'request_timeout' });
      else if (this.#isTaking) this.end();
      else this.socket.destroy();
    } else if (exchange.received || !this.#isTaking) this.socket.destroy();
    else if (this.#patience.mayGoOn(now, this.#isPaused)) this.#patience.forMoreOfBody(now, true);
    else exchange.break('request_timeout');
  }

  #pause(): void {
    this.#isPaused = true;
    this.socket.pause();
  }

  /** A fault in the body of a call belongs to that call. */
  #fault(): void {
    const exchange = this.#exchange;
    if (exchange === undefined) return this.refuse(this.#parser.fault);
    this.#isDeaf = true;
    exchange.break('request_malformed');
  }

  #clientEnded(): void {
    if (this.#isClosing) return;
    const exchange = this.#exchange;
    if (exchange !== undefined) {
      exchange.break('client_gone');
      this.socket.destroy();
    } else if (this.#parser.isInHead) this.refuse({ code: 'request_malformed' });
    else this.end();
  }

  #drained(): void {
    if (this.#isClosing) return;
    const exchange = this.#exchange;
    if (exchange === undefined) {
      this.#awaitNext();
      return this.#goOn();
    }
    if (exchange.received) this.#patience.rest();
    else this.#patience.forMoreOfBody(performance.now(), this.#isTaking);
    exchange.clientDrained();
  }

  #closed(): void {
    this.#isClosing = true;
    this.#patience.forget();
    this.#exchange?.break('client_gone');
    this.#exchange = undefined;
    this.#parser.free();
    this.means.closed(this);
  }
}

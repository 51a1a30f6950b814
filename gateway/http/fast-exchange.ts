import type { Breakage, Exchange, ExchangeEvents, ResponseHead } from '../exchange.ts';
import { type AnswerFraming, answerFraming, answerHead, endingHead } from './answer-head.ts';
import { chunkEnd, chunkStart, lastChunk } from './body-framing.ts';
import type { Connection } from './connection.ts';
import type { ParsedRequest } from './request-parser.ts';
import { Slabs, type Slice } from './slabs.ts';

/** One for the process: whatever lies in it is written within the turn. */
const slabs = new Slabs();
const empty = new Uint8Array(0);
/** What may wait until somebody asks for the body. Bytes. */
const waitingAtMost = 64 * 1024;

/** One call on a connection of our own. Its head, small bodies and answers go through in one piece. */
export class FastExchange implements Exchange {
  readonly head: ParsedRequest;
  readonly #connection: Connection;
  #events: ExchangeEvents | undefined;
  /** Of the request's body, until it is asked for. */
  #waiting: Buffer[] | undefined;
  #waitingBytes = 0;
  #isRead = false;
  #received = false;
  #answer: string | undefined;
  #framing: AnswerFraming = 'itself';
  #held: Slice | undefined;
  #ended = false;
  #last = false;

  constructor(head: ParsedRequest, connection: Connection) {
    this.head = head;
    this.#connection = connection;
    this.#received = !head.hasBody;
  }

  /** The whole request is here. */
  get received(): boolean {
    return this.#received;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** The connection ends with this exchange. */
  get last(): boolean {
    return this.#last;
  }

  listen(events: ExchangeEvents): void {
    this.#events = events;
  }

  /** RFC 9110, 10.1.1: only now is a client that waits told to go on, unless it already did. */
  readBody(): void {
    this.#isRead = true;
    if (this.head.waits && !this.#received && this.#waiting === undefined)
      this.#connection.wire.writeText('HTTP/1.1 100 Continue\r\n\r\n');
    const pieces = this.#waiting ?? [];
    this.#waiting = undefined;
    let isFlowing = true;
    for (const piece of pieces) isFlowing = this.#events?.onBody(piece) ?? true;
    if (this.#received) this.#events?.onBodyEnd();
    else if (isFlowing) this.#connection.resumeReading();
  }

  resumeBody(): void {
    if (!this.#received) this.#connection.resumeReading();
  }

  /** From the connection. False: nothing more may come for now. */
  bodyCame(piece: Buffer): boolean {
    if (this.#ended) return true;
    if (this.#isRead) return this.#events?.onBody(piece) ?? true;
    this.#waiting ??= [];
    this.#waiting.push(Buffer.from(piece));
    this.#waitingBytes += piece.length;
    return this.#waitingBytes < waitingAtMost;
  }

  bodyEnded(): void {
    this.#received = true;
    if (this.#isRead && !this.#ended) this.#events?.onBodyEnd();
  }

  clientDrained(): void {
    if (!this.#ended) this.#events?.onClientDrain();
  }

  /** Ends an exchange that cannot go on. */
  break(breakage: Breakage): void {
    if (this.#ended) return;
    const events = this.#events;
    this.#events = undefined;
    events?.onAbort(breakage);
  }

  writeHead(head: ResponseHead): void {
    const { means } = this.#connection;
    this.#framing = answerFraming(head, this.head);
    // A body that nobody will read to its end leaves no place where the next request could begin (RFC 9112, 9.3).
    const unread = !this.#received;
    this.#last =
      this.head.last || head.close === true || unread || means.closing() || this.#framing === 'closing';
    this.#answer = answerHead(head, this.#framing, this.#last ? endingHead : means.keptHead);
    // It waits for its first piece, but not for another turn: that may be minutes away.
    sendSoon(this);
  }

  /** Sends a head that still waits. */
  flushHead(): void {
    if (this.#answer === undefined || this.#held !== undefined || this.#ended) return;
    this.#connection.wire.writeText(this.#takeHead());
  }

  write(piece: Uint8Array): boolean {
    if (this.#ended) return true;
    const isChunked = this.#framing === 'chunked';
    const before = isChunked ? this.#takeHead() + chunkStart(piece.length) : this.#takeHead();
    return this.#connection.write(slabs, slabs.put(before, piece, isChunked ? chunkEnd : ''));
  }

  hold(piece: Uint8Array): void {
    this.#held = slabs.put(this.#takeHead(), piece);
  }

  end(piece?: Uint8Array): void {
    if (this.#ended) return;
    this.#ended = true;
    const tail = this.#framing === 'chunked' ? lastChunk : '';
    if (piece !== undefined && piece.length > 0 && tail !== '')
      this.#connection.write(
        slabs,
        slabs.put(this.#takeHead() + chunkStart(piece.length), piece, chunkEnd + tail),
      );
    else if (piece !== undefined) this.#connection.write(slabs, slabs.put(this.#takeHead(), piece, tail));
    else if (this.#held !== undefined) this.#connection.write(slabs, this.#held);
    else if (this.#answer !== undefined || tail !== '')
      this.#connection.write(slabs, slabs.put(this.#takeHead(), empty, tail));
    this.#held = undefined;
    this.#connection.answered(this);
  }

  destroy(): void {
    this.#ended = true;
    if (this.#held !== undefined) slabs.free(this.#held);
    this.#held = undefined;
    const { socket } = this.#connection;
    // An answer that closing ends can only be cut by a reset (RFC 9112, 8).
    if (this.#framing === 'closing' && 'resetAndDestroy' in socket) socket.resetAndDestroy();
    else socket.destroy();
  }

  #takeHead(): string {
    const text = this.#answer ?? '';
    this.#answer = undefined;
    return text;
  }
}

const heads: FastExchange[] = [];

function sendSoon(exchange: FastExchange): void {
  if (heads.length === 0) setImmediate(sendHeads);
  heads.push(exchange);
}

function sendHeads(): void {
  for (const exchange of heads.splice(0)) exchange.flushHead();
}

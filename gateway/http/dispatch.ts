import type { DenialCode } from '../denials.ts';
import type { Forwarding, UpstreamAnswer, UpstreamEvents, UpstreamRequest } from '../forward.ts';
import { isRepeatable } from '../upstream-failure.ts';
import { chunkEnd, chunkStart, lastChunk } from './body-framing.ts';
import { requestHead } from './request-head.ts';
import type { Slabs } from './slabs.ts';
import type { Loss, UpstreamConnection } from './upstream-connection.ts';

/** Where a call gets a connection. */
export type Connections = {
  /** Calls `start` of the call, at once or later; `fresh` where a kept connection has failed it. */
  take(dispatch: Dispatch, fresh: boolean): void;
  /** It waits no longer. */
  leave(dispatch: Dispatch): void;
  mayWrite(): boolean;
  readonly slabs: Slabs;
};

const nothing = new Uint8Array(0);

const codes: Readonly<Record<Loss, DenialCode>> = {
  unreachable: 'upstream_unreachable',
  reset: 'upstream_reset',
  timeout: 'upstream_timeout',
  malformed: 'upstream_reset',
};

/** One call on its way through a connection to its upstream. It takes one only once it has something to send. */
export class Dispatch implements Forwarding {
  readonly #connections: Connections;
  readonly #request: UpstreamRequest;
  readonly #events: UpstreamEvents;
  readonly #isChunked: boolean;
  #connection: UpstreamConnection | undefined;
  #repeats: number;
  #isAsked = false;
  #wasSent = false;
  #isPaused = false;
  /** The connection takes more. */
  #isFlowing = false;
  #isOver = false;
  /** Of the body, while there is no connection. */
  #pieces: Uint8Array[] = [];
  #isWhole: boolean;
  isAnswered = false;

  constructor(connections: Connections, request: UpstreamRequest, events: UpstreamEvents) {
    this.#connections = connections;
    this.#request = request;
    this.#events = events;
    this.#isWhole = request.body === undefined;
    this.#isChunked = request.body !== undefined && request.body.length === undefined;
    this.#repeats = isRepeatable(request.method, request.body !== undefined) ? 1 : 0;
  }

  /** Everything of the request is with the connection. */
  get isSent(): boolean {
    return this.#wasSent && this.#isWhole;
  }

  begin(): void {
    if (this.#isWhole) this.#ask(false);
  }

  write(piece: Uint8Array): boolean {
    if (this.#isOver) return true;
    if (this.#connection !== undefined) return this.#send(this.#connection, '', piece);
    this.#pieces.push(Buffer.from(piece));
    if (!this.#isAsked) this.#ask(false);
    // While it waits for a connection nothing more is taken than this piece.
    return this.#isFlowing;
  }

  end(): void {
    if (this.#isOver || this.#isWhole) return;
    this.#isWhole = true;
    if (this.#connection === undefined) {
      if (!this.#isAsked) this.#ask(false);
      return;
    }
    if (this.#isChunked) this.#connection.write(lastChunk);
    this.#connection.awaitAnswer();
  }

  resume(): void {
    if (!this.#isPaused || this.#connection === undefined) return;
    this.#isPaused = false;
    this.#connection.resume();
  }

  cancel(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#connection === undefined) this.#connections.leave(this);
    else this.#connection.abandon();
    this.#connection = undefined;
  }

  /** From the pool: here is a connection. @returns false when it is not needed */
  start(connection: UpstreamConnection): boolean {
    if (this.#isOver) return false;
    // G4: whatever happened since it was admitted, this is the last instant before its first byte.
    if (!this.#events.mayStart()) {
      this.#isOver = true;
      return false;
    }
    const { method } = this.#request;
    if (!this.#connections.mayWrite()) {
      this.#isOver = true;
      this.#events.onFailure('gateway_not_fresh');
      return false;
    }
    this.#connection = connection;
    this.#wasSent = true;
    connection.carry(this, method);
    this.#sendHead(connection);
    return true;
  }

  /** From the connection. */
  answerCame(answer: UpstreamAnswer): void {
    this.isAnswered = true;
    this.#events.onHead(answer);
  }

  pieceCame(piece: Uint8Array): boolean {
    if (this.#isOver) return true;
    this.#isPaused = !this.#events.onPiece(piece);
    return !this.#isPaused;
  }

  ended(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#connection = undefined;
    this.#events.onEnd();
  }

  drained(): void {
    if (!this.#isOver && !this.#isWhole) this.#events.onUpstreamDrain();
  }

  /** Its connection is gone. Where nothing was answered yet it may be sent once more, over a new one. */
  lost(loss: Loss): void {
    if (this.#isOver) return;
    this.#connection = undefined;
    if (!this.isAnswered && this.#wasSent && loss === 'reset' && this.#repeats > 0) {
      this.#repeats -= 1;
      return this.#ask(true);
    }
    this.#isOver = true;
    if (this.isAnswered) this.#events.onBreak();
    // Only what was never sent may be said to be so.
    else this.#events.onFailure(this.#wasSent && loss === 'unreachable' ? 'upstream_reset' : codes[loss]);
  }

  /** No connection came free in time: nothing was sent. */
  notServed(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#events.onFailure('overloaded');
  }

  #ask(fresh: boolean): void {
    this.#isAsked = true;
    this.#connections.take(this, fresh);
  }

  #sendHead(connection: UpstreamConnection): void {
    const head = requestHead(this.#request);
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#isFlowing = true;
    if (pieces.length === 0) connection.write(this.#isChunked ? head + lastChunk : head);
    for (let i = 0; i < pieces.length; i++) {
      const isLast = this.#isWhole && i === pieces.length - 1;
      this.#isFlowing = this.#send(connection, i === 0 ? head : '', pieces[i] ?? nothing, isLast);
    }
    if (this.#isWhole) connection.awaitAnswer();
    else if (this.#isFlowing) this.#events.onUpstreamDrain();
  }

  /** A small piece goes out together with what frames it, in one write. */
  #send(connection: UpstreamConnection, head: string, piece: Uint8Array, isLast = false): boolean {
    const before = this.#isChunked ? head + chunkStart(piece.length) : head;
    const after = this.#isChunked ? (isLast ? chunkEnd + lastChunk : chunkEnd) : '';
    const { slabs } = this.#connections;
    const slice = slabs.put(before, piece, after);
    const isFlowing = connection.writeBytes(slice.bytes);
    if (connection.pendingBytes === 0) slabs.free(slice);
    return isFlowing;
  }
}

import type { Socket } from 'node:net';
import type { Dispatch } from './dispatch.ts';
import { keptMs, keptMsOf } from './kept-ms.ts';
import { type ParsedResponse, ResponseParser, type ResponseSink } from './response-parser.ts';
import type { Timed, TimerWheel } from './timer-wheel.ts';
import { connectPlain, type Place } from './upstream-place.ts';
import { Wire } from './wire.ts';

export type UpstreamMeans = {
  place: Place;
  wheel: TimerWheel;
  connectMs: number;
  headMs: number;
  idleMs: number;
  /** It can take another call. */
  freed(connection: UpstreamConnection): void;
  gone(connection: UpstreamConnection): void;
};

/** Why a connection ended before its answer did. */
export type Loss = 'unreachable' | 'reset' | 'timeout' | 'malformed';

const never = Number.POSITIVE_INFINITY;

/** One connection to an upstream, which carries one call at a time (no pipelining: RFC 9112, 9.3.2). */
export class UpstreamConnection implements ResponseSink, Timed {
  readonly #means: UpstreamMeans;
  readonly #parser = new ResponseParser(this);
  deadline: number;
  due = 0;
  #socket: Socket | undefined;
  /** Once it is connected. */
  #wire: Wire | undefined;
  #dispatch: Dispatch | undefined;
  /** Its answer is whole, but what came behind it was not looked at yet. */
  #answered: Dispatch | undefined;
  #isConnected = false;
  #isPaused = false;
  #keepAlive = false;
  #keptMs = keptMs;
  #isOver = false;
  #timeout: Loss = 'timeout';

  /** @param waits is told when it is there, or that it never will be */
  constructor(means: UpstreamMeans, waits: Dispatch) {
    this.#means = means;
    this.#dispatch = waits;
    this.deadline = performance.now() + means.connectMs;
    this.#timeout = 'unreachable';
    means.wheel.watch(this);
    const { place } = means;
    if (place.connectTls === undefined) this.#listen(connectPlain(place, this));
    else place.connectTls((error, socket) => this.#secured(error, socket));
  }

  get isUsable(): boolean {
    return !this.#isOver && this.#socket?.readableEnded === false;
  }

  /** Bytes arrive as an answer to this call from now on. */
  carry(dispatch: Dispatch, method: string): void {
    this.#dispatch = dispatch;
    this.#keepAlive = false;
    this.#parser.expect(method);
    this.#timeout = 'timeout';
    this.#setDeadline(never);
  }

  /** Texts are Latin-1. False when the upstream is slower than we are. */
  write(text: string): boolean {
    return this.#written(this.#wire?.writeText(text) ?? true);
  }

  writeBytes(bytes: Uint8Array): boolean {
    return this.#written(this.#wire?.write(bytes) ?? true);
  }

  /** Bytes that it was given and the system has not taken yet. */
  get pendingBytes(): number {
    return this.#wire?.pendingBytes ?? 0;
  }

  /** The request is out: now the upstream has its time to answer. */
  awaitAnswer(): void {
    if (this.#dispatch?.isAnswered === false) this.#setDeadline(this.#means.wheel.now + this.#means.headMs);
  }

  /** While the client takes nothing, nothing is expected of the upstream. */
  pause(): void {
    this.deadline = never;
    this.#isPaused = true;
    this.#socket?.pause();
  }

  resume(): void {
    this.#setDeadline(this.#means.wheel.now + this.#means.idleMs);
    this.#isPaused = false;
    this.#socket?.resume();
  }

  /** Ends it without a word to the call that it carries. */
  abandon(): void {
    this.#dispatch = undefined;
    this.#lose('reset');
  }

  onDeadline(): void {
    this.#lose(this.#timeout);
  }

  bytesCame(bytes: Buffer): void {
    if (this.#isOver) return;
    this.#means.wheel.tell();
    // Nobody asked: whatever it is, the next call must not take it for its answer.
    if (this.#dispatch === undefined) return this.#lose('malformed');
    const taken = this.#parser.feed(bytes);
    if (this.#answered !== undefined) this.#finishAnswer(this.#keepAlive && taken === bytes.length);
    else if (taken < 0) this.#lose('malformed');
  }

  onResponse({ status, fields, keepAlive }: ParsedResponse): void {
    this.#keepAlive = keepAlive;
    this.#keptMs = keptMsOf(fields);
    this.#setDeadline(this.#means.wheel.now + this.#means.idleMs);
    this.#dispatch?.answerCame({ status, fields });
  }

  onBody(piece: Buffer): void {
    if (this.#dispatch === undefined) return;
    if (!this.#dispatch.pieceCame(piece)) this.pause();
    else this.deadline = this.#means.wheel.now + this.#means.idleMs;
  }

  onResponseEnd(): void {
    this.#answered = this.#dispatch;
    this.#dispatch = undefined;
  }

  /** @param isKept nothing came behind the answer, which would be taken for the next one */
  #finishAnswer(isKept: boolean): void {
    const dispatch = this.#answered;
    this.#answered = undefined;
    // An answer before the whole request was sent leaves a connection on which the rest of it would be another.
    if (isKept && dispatch?.isSent === true && this.#keptMs > 0) {
      if (this.#isPaused) this.#socket?.resume();
      this.#isPaused = false;
      this.#setDeadline(this.#means.wheel.now + this.#keptMs);
      this.#means.freed(this);
    } else this.#lose('reset');
    dispatch?.ended();
  }

  #listen(socket: Socket): void {
    this.#socket = socket;
    socket.on('connect', () => this.#connected());
    socket.on('end', () => this.#upstreamEnded());
    socket.on('error', () => this.#lose('reset'));
    socket.on('close', () => this.#lose('reset'));
  }

  #secured(error: Error | null, socket: Socket | null): void {
    if (error !== null || socket === null) return this.#lose('unreachable');
    if (this.#isOver) return void socket.destroy();
    this.#listen(socket);
    socket.on('data', bytes => this.bytesCame(bytes));
    this.#connected();
  }

  #connected(): void {
    if (this.#isOver || this.#isConnected || this.#socket === undefined) return;
    this.#isConnected = true;
    this.#wire = new Wire(this.#socket, () => this.#drained());
    const dispatch = this.#dispatch;
    this.#dispatch = undefined;
    this.deadline = performance.now() + this.#keptMs;
    if (dispatch === undefined || !dispatch.start(this)) this.#means.freed(this);
  }

  #upstreamEnded(): void {
    if (this.#isOver) return;
    this.#keepAlive = false;
    if (this.#dispatch !== undefined && this.#parser.finish()) this.#finishAnswer(false);
    else this.#lose('reset');
  }

  #drained(): void {
    const dispatch = this.#dispatch;
    if (dispatch === undefined) return;
    if (!dispatch.isAnswered) this.deadline = never;
    dispatch.drained();
  }

  /** An upstream that takes nothing of a request is as slow as one that does not answer. */
  #written(isFlowing: boolean): boolean {
    if (isFlowing || this.pendingBytes === 0) return true;
    if (this.#dispatch?.isAnswered === false) this.#setDeadline(this.#means.wheel.now + this.#means.headMs);
    return false;
  }

  #setDeadline(deadline: number): void {
    this.deadline = deadline;
    if (deadline !== never) this.#means.wheel.watch(this);
  }

  #lose(loss: Loss): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#means.wheel.forget(this);
    this.#socket?.destroy();
    this.#parser.free();
    const dispatch = this.#dispatch;
    this.#dispatch = undefined;
    dispatch?.lost(this.#isConnected ? loss : 'unreachable');
    this.#means.gone(this);
  }
}

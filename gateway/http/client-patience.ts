import type { Limits } from '../limits.ts';
import type { Timed, TimerWheel } from './timer-wheel.ts';

/** How long a client has to read its last answer before its connection is cut (RFC 9112, 9.6). */
const lingerMs = 1_000;
/** Over so long the least rate of a body is measured. */
const rateMs = 5_000;
const never = Number.POSITIVE_INFINITY;

/** How long a client is waited for: one deadline, which moves with what is awaited of it. */
export class ClientPatience implements Timed {
  deadline: number;
  due = 0;
  readonly #wheel: TimerWheel;
  readonly #limits: Limits;
  readonly #isOver: () => void;
  /** Since when the request that is being received comes; 0 between requests. */
  #begunAt = 0;
  /** How much of its body came in the last seconds. */
  #bodyBytes = 0;

  /** A connection begins with the wait for its first head. @param isOver told when the time is up */
  constructor({ wheel, limits }: { wheel: TimerWheel; limits: Limits }, isOver: () => void) {
    this.#wheel = wheel;
    this.#limits = limits;
    this.#isOver = isOver;
    this.deadline = performance.now() + limits.headMs;
    wheel.watch(this);
  }

  onDeadline(): void {
    this.#isOver();
  }

  /** A request has begun to come, and is not whole. */
  get isReceiving(): boolean {
    return this.#begunAt > 0;
  }

  /** For the rest of a head. */
  forHead(): void {
    this.#begunAt = this.#wheel.now;
    this.#wait(this.#begunAt + this.#limits.headMs);
  }

  /** For the body behind a head that has just come. @param isTaking the client also takes what it is sent */
  forBody(isTaking: boolean): void {
    this.#begunAt = this.#wheel.now;
    this.forMoreOfBody(this.#begunAt, isTaking);
  }

  /** For what comes of the body from now on. A client that takes nothing has its own time for that. */
  forMoreOfBody(now: number, isTaking: boolean): void {
    this.#bodyBytes = 0;
    if (isTaking) this.#wait(Math.min(this.#begunAt + this.#limits.requestMs, now + rateMs));
  }

  bodyCame(bytes: number): void {
    this.#bodyBytes += bytes;
  }

  /** Whether a body may take longer: all of it within its time, and no slower than the least rate, unless we do not read. */
  mayGoOn(now: number, isPaused: boolean): boolean {
    const least = (this.#limits.bodyBytesPerSecond * rateMs) / 1000;
    return now < this.#begunAt + this.#limits.requestMs && (isPaused || this.#bodyBytes >= least);
  }

  /** The request is whole. */
  received(): void {
    this.#begunAt = 0;
  }

  /** Nothing is awaited of the client. */
  rest(): void {
    this.deadline = never;
  }

  /** For the next request. */
  forNext(): void {
    this.#wait(this.#wheel.now + this.#limits.idleMs);
  }

  /** For a client that is slower than its answer. */
  forReader(): void {
    this.#wait(this.#wheel.now + this.#limits.stalledClientMs);
  }

  /** For a client to read its last answer. @param isTaking it has taken what was sent before */
  forGoodbye(isTaking: boolean): void {
    this.#wait(performance.now() + (isTaking ? lingerMs : this.#limits.stalledClientMs));
  }

  forget(): void {
    this.#wheel.forget(this);
  }

  #wait(deadline: number): void {
    this.deadline = deadline;
    this.#wheel.watch(this);
  }
}

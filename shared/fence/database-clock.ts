/**
 * The database's time between two of its replies. It counts from before the request was sent, so it runs ahead by the
 * way there and never behind: what ends at a time ends a little early. It never moves back.
 */
export class DatabaseClock {
  #offset = Number.NEGATIVE_INFINITY;

  /** @param sentAt the monotonic instant before the request that brought `time` was sent */
  hear(time: Date, sentAt: number): void {
    this.#offset = Math.max(this.#offset, time.getTime() - sentAt);
  }

  /** Milliseconds since the epoch of 1970. */
  now(): number {
    return performance.now() + this.#offset;
  }
}

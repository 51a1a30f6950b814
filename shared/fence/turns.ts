export type Turn = 'renew' | 'hint' | 'stop';

/**
 * What a member does next: everything goes through one queue, one thing at a time. A renewal that is due comes first;
 * a hint that arrives meanwhile asks for one more round.
 */
export class Turns {
  readonly #heartbeatMs: number;
  #renewAt = performance.now();
  #hinted = false;
  #closed = false;
  #wake = () => {};

  constructor(heartbeatMs: number) {
    this.#heartbeatMs = heartbeatMs;
  }

  hint(): void {
    this.#hinted = true;
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  async next(): Promise<Turn> {
    for (;;) {
      if (this.#closed) return 'stop';
      const left = this.#renewAt - performance.now();
      if (left <= 0) {
        this.#renewAt = performance.now() + this.#heartbeatMs;
        // A renewal reads the ring as well.
        this.#hinted = false;
        return 'renew';
      }
      if (this.#hinted) {
        this.#hinted = false;
        return 'hint';
      }
      await this.#sleep(left);
    }
  }

  /** Waits between two incarnations, or until it is closed. */
  async rest(ms: number): Promise<void> {
    if (!this.#closed) await this.#sleep(ms);
    this.#renewAt = performance.now();
  }

  async #sleep(ms: number): Promise<void> {
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => {};
  }
}

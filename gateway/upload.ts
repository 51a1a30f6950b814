import type { UpstreamEvents } from './forward.ts';

/** The body of a call as undici reads it: one piece after the other, and none before it asks. */
export class Upload implements AsyncIterable<Uint8Array> {
  readonly #events: Pick<UpstreamEvents, 'mayStart' | 'onUpstreamDrain'>;
  readonly #pieces: Uint8Array[] = [];
  #ended = false;
  #wake: () => void = () => {};

  constructor(events: Pick<UpstreamEvents, 'mayStart' | 'onUpstreamDrain'>) {
    this.#events = events;
  }

  /** Always asks for a pause: what undici is ready for is asked for by it. */
  write(piece: Uint8Array): boolean {
    this.#pieces.push(Buffer.from(piece));
    this.#wake();
    return false;
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** The head goes out with the first piece, which may be long after it was allowed: then it is asked again. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (let first = true; ; first = false) {
      await this.#come();
      const piece = this.#pieces.shift();
      if (first && !this.#events.mayStart()) throw new Error('refused before its first byte');
      if (piece === undefined) return;
      yield piece;
    }
  }

  async #come(): Promise<void> {
    if (this.#pieces.length > 0 || this.#ended) return;
    const come = new Promise<void>(resolve => {
      this.#wake = resolve;
    });
    this.#events.onUpstreamDrain();
    await come;
  }
}

import { type CallRecord, insertCalls } from '@ck/shared/calls';
import type { Logger } from '@ck/shared/process';

const batchSize = 500;
const batchMs = 250;
const maxQueued = 20_000;
const lastRetryMs = 5_000;

/** Stores call records in batches, off the path of the call. Bounded: beyond that the newest is counted as lost. */
export class CallRecorder {
  readonly #store: (records: readonly CallRecord[]) => Promise<void>;
  readonly #log: Logger;
  readonly #queue: CallRecord[] = [];
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #closing = false;
  lost = 0;

  constructor(log: Logger, store: (records: readonly CallRecord[]) => Promise<void> = insertCalls) {
    this.#log = log;
    this.#store = store;
  }

  get queued(): number {
    return this.#queue.length;
  }

  add(record: CallRecord): void {
    if (this.#queue.length >= maxQueued) {
      this.lost += 1;
      return;
    }
    this.#queue.push(record);
    if (this.#queue.length >= batchSize) this.#run();
    else this.#timer ??= setTimeout(() => this.#run(), batchMs);
  }

  /** Stores what is queued; gives up on a batch that fails then, and says how many were lost. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#run();
    await this.#running;
  }

  #run(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running ??= this.#drain().finally(() => {
      this.#running = undefined;
    });
  }

  async #drain(): Promise<void> {
    for (let delayMs = 100; this.#queue.length > 0; ) {
      const batch = this.#queue.slice(0, batchSize);
      try {
        await this.#store(batch);
        this.#queue.splice(0, batch.length);
        delayMs = 100;
      } catch (error) {
        this.#log.error({ err: error, queued: this.#queue.length }, 'call records could not be stored');
        if (this.#closing) return;
        await new Promise(resolve => setTimeout(resolve, delayMs));
        delayMs = Math.min(delayMs * 2, lastRetryMs);
      }
    }
  }
}

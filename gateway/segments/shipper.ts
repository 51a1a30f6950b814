import type { Inserted, RowBatch } from '@ck/shared/calls';
import type { Logger } from '@ck/shared/process';
import { rowsOf } from './read-segment.ts';
import { batchRows, RowQueue } from './row-queue.ts';
import type { Segment } from './segment.ts';
import type { Spool } from './spool.ts';

type Backlog = { segment: Segment; batches: Iterator<RowBatch>; batch: RowBatch | undefined };

/** The rows are good until it is over. */
export type Store = (rows: RowBatch) => Promise<Inserted>;

const batchMs = 200;
const firstRetryMs = 100;
const lastRetryMs = 5_000;
/** A segment whose rows are stored is replaced after this time, so that little is read again after a crash. */
const segmentAgeMs = 60_000;

/**
 * Stores what the spool holds, in any order and each row at least once; the store keeps each once. A segment goes only
 * after all of its rows are stored.
 */
export class Shipper {
  readonly #spool: Spool;
  readonly #store: Store;
  readonly #log: Logger;
  readonly #unfinished: ReadonlySet<string>;
  readonly #unreadable = new Set<Segment>();
  #backlog: Backlog | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #closing = false;
  /** When rows were taken last that had just been written. */
  #tookLiveAt = Number.NEGATIVE_INFINITY;
  #wakeFromRetry: () => void = () => {};
  failures = 0;

  constructor(means: { spool: Spool; store: Store; log: Logger; unfinished: ReadonlySet<string> }) {
    this.#spool = means.spool;
    this.#store = means.store;
    this.#log = means.log;
    this.#unfinished = means.unfinished;
    means.spool.onRows = () => this.#soon();
    this.#soon();
  }

  /** Resolves once everything that was done until now is stored. */
  async drained(): Promise<void> {
    do {
      this.#start('all');
      await this.#running;
    } while (!this.#closing && this.#spool.rows > 0);
  }

  /** Goes on for at most this long; what is left stays in the spool. */
  async close(patienceMs: number): Promise<void> {
    const giveUp = setTimeout(() => this.#stop(), patienceMs);
    await this.drained();
    clearTimeout(giveUp);
    this.#stop();
  }

  #stop(): void {
    this.#closing = true;
    clearTimeout(this.#timer);
    this.#wakeFromRetry();
  }

  #soon(): void {
    if (this.#closing || this.#running !== undefined) return;
    if (this.#spool.rows >= batchRows) this.#start();
    else this.#timer ??= setTimeout(() => this.#start(), batchMs);
  }

  #start(which: 'due' | 'all' = 'due'): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running ??= this.#ship(which).finally(() => {
      this.#running = undefined;
      // What came while the last batch was on its way.
      if (this.#spool.rows > 0) this.#soon();
    });
  }

  /**
   * What is new first, so that people see it at once; what is old beside it, batch by batch. Each batch is three commands
   * however small it is, so rows are not taken before they fill one, or have waited for 200 ms.
   */
  async #ship(which: 'due' | 'all'): Promise<void> {
    while (!this.#closing) {
      const live = which === 'all' || this.#isDue() ? this.#nextLive() : undefined;
      if (live !== undefined) await this.#shipLive(live);
      const isMore = await this.#shipBacklog();
      if (live === undefined && !isMore) break;
    }
    this.#replaceOld();
  }

  #isDue(): boolean {
    return this.#spool.rows >= batchRows || performance.now() - this.#tookLiveAt >= batchMs;
  }

  #nextLive(): Segment | undefined {
    return this.#spool.segments.find(({ rows }) => rows !== undefined && rows.length > 0);
  }

  async #shipLive(segment: Segment): Promise<void> {
    const { rows } = segment;
    this.#tookLiveAt = performance.now();
    const batch = rows?.take();
    if (batch === undefined || !(await this.#stored(batch))) return;
    rows?.done();
    this.#spool.tidy();
  }

  /** One batch of the oldest segment that has to be read again. @returns whether there may be more */
  async #shipBacklog(): Promise<boolean> {
    this.#backlog ??= this.#nextOfBacklog();
    if (this.#backlog === undefined) return false;
    this.#backlog.batch ??= this.#nextBatch(this.#backlog);
    const { segment, batch } = this.#backlog;
    if (batch === undefined) {
      if (!this.#unreadable.has(segment)) segment.rows = new RowQueue();
      this.#backlog = undefined;
      this.#spool.tidy();
    } else if (await this.#stored(batch)) this.#backlog.batch = undefined;
    return true;
  }

  /** A file that cannot be read stays where it is, for somebody to look at. */
  #nextBatch({ segment, batches }: Backlog): RowBatch | undefined {
    try {
      return batches.next().value;
    } catch (error) {
      this.failures += 1;
      this.#unreadable.add(segment);
      this.#log.error({ err: error, segment: segment.path }, 'a segment of the call log cannot be read');
      return undefined;
    }
  }

  #nextOfBacklog(): Backlog | undefined {
    const segment = this.#spool.segments.find(
      each => each.rows === undefined && !this.#unreadable.has(each) && (each.closed || this.#rotated()),
    );
    return segment && { segment, batches: rowsOf(segment, this.#unfinished), batch: undefined };
  }

  #rotated(): boolean {
    try {
      this.#spool.rotate();
      return true;
    } catch {
      return false; // The disk is full: this is read once that is over.
    }
  }

  /** Tries for ever, more and more slowly. False when it was told to stop. */
  async #stored(batch: RowBatch): Promise<boolean> {
    for (let delayMs = firstRetryMs; !this.#closing; delayMs = Math.min(delayMs * 2, lastRetryMs)) {
      try {
        this.#notice(await this.#store(batch));
        return true;
      } catch (error) {
        this.failures += 1;
        this.#log.error({ err: error, rows: batch.length }, 'call records could not be stored yet');
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, delayMs);
          this.#wakeFromRetry = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }
    return false;
  }

  #notice({ alarms }: Inserted): void {
    if (alarms.length === 0) return;
    this.failures += alarms.length;
    this.#log.error({ calls: alarms }, 'ids of calls that another gateway has given to other calls');
  }

  #replaceOld(): void {
    const current = this.#spool.segments.at(-1);
    if (current === undefined || current.closed || current.size === 0 || current.rows?.length !== 0) return;
    const isOld = performance.now() - current.createdAt >= segmentAgeMs;
    if (isOld || this.#spool.failing) this.#rotated();
  }
}

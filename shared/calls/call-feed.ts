import { once } from 'node:events';
import type { Logger } from '../process/index.ts';
import type { CallFilter } from './call-filter.ts';
import type { CallSubject } from './call-query.ts';
import { type CallDocument, callCollection } from './call-record.ts';
import { type CallView, toCallView } from './find-calls.ts';
import { matchesCall } from './match-call.ts';

/** What came in, under a number that a reader who was cut off goes on from. */
export type FeedEvent = { number: number; call: CallView };

type Reader = { wants(call: CallView): boolean; take(event: FeedEvent): void; lost(): void };
type Watch = ReturnType<ReturnType<typeof callCollection>['watch']>;

/** So many are kept for readers who come back. */
const keptEvents = 5_000;
const reopenMs = 1_000;

/**
 * Calls as they are stored, for everybody in this process who looks at a log: one watch of the database for all of them,
 * open while there is anybody. Who may see what is for the caller to know.
 */
export class CallFeed {
  readonly #log: Logger;
  readonly #readers = new Set<Reader>();
  #events: FeedEvent[] = [];
  /** Of the newest event. It begins with the time, so that numbers of an earlier process are never taken for ours. */
  #number = Date.now() * 1_000;
  #watch: Watch | undefined;
  #opened: Promise<unknown> | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  /**
   * Tells of calls from now on, or from after `since`; resolves once nothing that is stored from then on is missed.
   * @param reader `lost` when calls may have been missed: whoever reads must look at the log again
   * @returns how to stop
   * @throws the driver's error when the database cannot be watched; nothing is told then
   */
  async subscribe(
    { subject, filter, since }: { subject: CallSubject; filter: CallFilter; since?: number },
    reader: { take(event: FeedEvent): void; lost(): void },
  ): Promise<() => void> {
    const wants = (call: CallView) => isOf(subject, call) && matchesCall(filter, call);
    const each: Reader = { ...reader, wants };
    // In one turn: what comes in after this look at the past is told by the watch.
    const isWhole = since === undefined || this.#replay(each, since);
    this.#readers.add(each);
    const stop = () => {
      this.#readers.delete(each);
      if (this.#readers.size === 0) this.#forget();
    };
    try {
      this.#opened ??= this.#open();
      await this.#opened;
    } catch (error) {
      stop();
      throw error;
    }
    if (!isWhole) each.lost();
    return stop;
  }

  async close(): Promise<void> {
    this.#readers.clear();
    await this.#forget();
  }

  /** Everything after that number; false when there may be more than what is still known. */
  #replay(reader: Reader, since: number): boolean {
    const [oldest = { number: this.#number + 1 }] = this.#events;
    if (since > this.#number || since + 1 < oldest.number) return false;
    for (const event of this.#events)
      if (event.number > since && reader.wants(event.call)) reader.take(event);
    return true;
  }

  /** Resolves when the database has opened the stream. The driver itself goes on where a connection broke. */
  async #open(): Promise<void> {
    const written = { $match: { operationType: { $in: ['insert', 'replace'] } } };
    const watch = callCollection().watch([written]);
    this.#watch = watch;
    watch.on('change', change => this.#tell(documentOf(change)));
    const broken = once(watch, 'error').then(([error]) => this.#broke(watch, error));
    await Promise.race([once(watch, 'resumeTokenChanged'), broken]);
  }

  /** What came in meanwhile is not known here. */
  async #broke(watch: Watch, error: unknown): Promise<void> {
    if (this.#watch !== watch) return;
    this.#log.warn({ err: error }, 'the live log broke, and begins again');
    await this.#forget();
    await new Promise(resolve => setTimeout(resolve, reopenMs));
    if (this.#readers.size === 0) return;
    this.#opened ??= this.#open();
    await this.#opened;
    for (const reader of this.#readers) reader.lost();
  }

  #tell(document: CallDocument | undefined): void {
    if (document === undefined) return;
    this.#number += 1;
    const event = { number: this.#number, call: toCallView(document) };
    this.#events.push(event);
    if (this.#events.length > keptEvents * 2) this.#events = this.#events.slice(-keptEvents);
    for (const reader of this.#readers) if (reader.wants(event.call)) reader.take(event);
  }

  /** A number is left out, so that nobody takes what follows for what came next. */
  async #forget(): Promise<void> {
    const watch = this.#watch;
    this.#watch = undefined;
    this.#opened = undefined;
    this.#events = [];
    this.#number += 1;
    await watch?.close().catch(() => {});
  }
}

const isOf = (subject: CallSubject, call: CallView) =>
  'keyId' in subject ? call.keyId === subject.keyId : call.endpointId === subject.endpointId;

function documentOf(change: object): CallDocument | undefined {
  return 'fullDocument' in change ? (change.fullDocument as CallDocument | undefined) : undefined;
}

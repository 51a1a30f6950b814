import { type CallBeginning, type CallEnd, insertRows, knownRetentions } from '@ck/shared/calls';
import type { Logger } from '@ck/shared/process';
import type { Begun } from './segments/open-begins.ts';
import { Shipper, type Store } from './segments/shipper.ts';
import { type Slot, takeSlot } from './segments/slots.ts';
import { Spool, type SpoolOptions, type Then } from './segments/spool.ts';

/** How long a gateway that stops goes on storing; the rest waits in its folder for the next start. */
const defaultClosingMs = 5_000;

/** What the steps of a call see of it. */
export type Recorder = Pick<
  CallRecorder,
  'hasRoom' | 'state' | 'begin' | 'finish' | 'write' | 'drained' | 'close'
>;

export type RecorderSettings = {
  directory: string;
  /** Which of the workers this is, from 1, and how many there are. */
  slot: { number: number; count: number };
  /** For this slot. Bytes. */
  quotaBytes: number;
};

type Means = RecorderSettings & { log: Logger; store?: Store; closingMs?: number } & Pick<
    SpoolOptions,
    'segmentBytes' | 'rowsInMemory' | 'write'
  >;

/**
 * Every call with a known key has one record, and none is lost: it is on this machine's disk before the call is forwarded
 * and, with its end, before the last byte of its answer; from there it is stored in the database.
 */
export class CallRecorder {
  readonly #spool: Spool;
  readonly #shipper: Shipper;
  readonly #slot: Slot;
  readonly #closingMs: number;

  private constructor(spool: Spool, shipper: Shipper, slot: Slot, closingMs: number) {
    this.#spool = spool;
    this.#shipper = shipper;
    this.#slot = slot;
    this.#closingMs = closingMs;
  }

  /** Takes the slot and all that an earlier process left in it. @throws HeldError when that process is still there */
  static async open(means: Means): Promise<CallRecorder> {
    const { directory, slot: place, quotaBytes, log, store = rememberingStore(), ...spooling } = means;
    const { closingMs = defaultClosingMs } = means;
    const slot = await takeSlot(directory, { ...place, log });
    const { folder, segments: found, nextNumber: firstNumber, unfinished } = slot;
    const spool = new Spool({ ...spooling, folder, found, firstNumber, quotaBytes, log });
    return new CallRecorder(spool, new Shipper({ spool, store, log, unfinished }), slot, closingMs);
  }

  /** False: new calls with a known key are refused with `log_unavailable`. */
  get hasRoom(): boolean {
    return this.#spool.hasRoom;
  }

  /** For metrics. Bytes, seconds, rows. */
  get state() {
    const { segments, usedBytes } = this.#spool;
    const waiting = segments.filter(({ rows, done }) => rows?.length !== 0 && done > 0);
    return {
      bytes: usedBytes,
      ageSeconds: waiting[0] === undefined ? 0 : (performance.now() - waiting[0].createdAt) / 1000,
      pending: waiting.reduce((sum, { rows, done }) => sum + (rows?.length ?? done), 0),
      failures: this.#spool.failures + this.#shipper.failures,
    };
  }

  /**
   * To be called before a call is forwarded; it may be once `then` is told that this is written.
   * @returns what its end is told with; undefined when there is no room for it
   */
  begin(call: CallBeginning, then: Then): Begun | undefined {
    return this.#spool.begin(call, then);
  }

  /**
   * To be called before the last byte of the answer to a call that was begun, once; that may go out once `then` is told
   * that this is written.
   */
  finish(begun: Begun, end: CallEnd, then: Then): void {
    this.#spool.finish(begun, end, then);
  }

  /** The same for a call that is answered without being forwarded. */
  write(call: CallBeginning, end: CallEnd, then: Then): void {
    this.#spool.write(call, end, then);
  }

  /** Resolves once everything that was written until now is stored. */
  async drained(): Promise<void> {
    await this.#spool.settled();
    await this.#shipper.drained();
  }

  /** Stores what it can; what is left is stored after the next start. */
  async close(): Promise<void> {
    await this.#spool.settled();
    await this.#shipper.close(this.#closingMs);
    this.#spool.close();
    await this.#slot.release();
  }
}

function rememberingStore(): Store {
  const retentions = knownRetentions();
  return rows => insertRows(rows, retentions);
}

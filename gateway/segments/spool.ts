import type { CallBeginning, CallEnd } from '@ck/shared/calls';
import type { Logger } from '@ck/shared/process';
import { DiskWatch } from './disk-watch.ts';
import { putBegun, putDone, putWhole } from './entry.ts';
import { FrameBuffer } from './frame-buffer.ts';
import { type Begun, OpenBegins } from './open-begins.ts';
import type { Segment, WriteSync } from './segment.ts';
import { SegmentList } from './segment-list.ts';

export type SpoolOptions = {
  folder: string;
  /** For all that waits in this folder, with room kept for the end of every call that was begun. Bytes. */
  quotaBytes: number;
  log: Logger;
  /** Left behind by earlier processes, the oldest first. */
  found?: readonly Segment[];
  /** The number of its first own segment. */
  firstNumber?: number;
  segmentBytes?: number;
  /** Beyond these, rows are read from their file again once it is their turn. */
  rowsInMemory?: number;
  write?: WriteSync;
};

/** Told once an entry is with the system, or could not be given to it. */
export type Then = (written: boolean) => void;

type Given =
  | { kind: 'begun'; begun: Begun; then: Then }
  | { kind: 'done' | 'whole'; begun: Begun; end: CallEnd; then: Then };

/** What must be free for a new call to be welcome. */
const roomBytes = 64 * 1024;

/**
 * Where calls are written down before they are forwarded, and again before their answers end: appended to the current
 * segment, everything of one turn of the event loop in one write. A process that is killed loses none of it, a machine
 * that fails at most the last 50 ms.
 */
export class Spool {
  readonly #options: SpoolOptions & { segmentBytes: number; rowsInMemory: number };
  readonly #segments: SegmentList;
  readonly #begins = new OpenBegins();
  readonly #disk: DiskWatch;
  readonly #frames = new FrameBuffer();
  #turn: Given[] = [];
  /** Their answers were cut, because this could not be written; it is tried again. */
  #unwritten: { begun: Begun; end: CallEnd }[] = [];
  /** Called when there is something to store. */
  onRows: () => void = () => {};

  constructor(options: SpoolOptions) {
    this.#options = { segmentBytes: 8 * 1024 * 1024, rowsInMemory: 20_000, ...options };
    this.#segments = new SegmentList(options);
    this.#disk = new DiskWatch(options.folder, options.log, () => this.#writeAgain());
  }

  /** The oldest first. */
  get segments(): readonly Segment[] {
    return this.#segments.all;
  }

  get usedBytes(): number {
    return this.#segments.bytes;
  }

  /** How many rows are in memory and not known to be stored. */
  get rows(): number {
    return this.#segments.rows;
  }

  get failures(): number {
    return this.#disk.failures;
  }

  /** The disk takes nothing more: what is stored must go at once. */
  get failing(): boolean {
    return this.#disk.failing;
  }

  /** Without room no call is let in. */
  get hasRoom(): boolean {
    return !this.#disk.failing && this.#fits(roomBytes);
  }

  /** Before a call is forwarded. Undefined: there is no room, which `then` was told. */
  begin(call: CallBeginning, then: Then): Begun | undefined {
    const begun = this.#begins.take(call);
    const bytes = putBegun(this.#frames, begun);
    if (this.#disk.failing || !this.#fits(OpenBegins.needs(bytes) - bytes)) {
      this.#refuse(begun, bytes, then);
      return undefined;
    }
    this.#begins.reserve(begun, bytes);
    this.#give({ kind: 'begun', begun, then });
    return begun;
  }

  /** Before the last byte of an answer to a call that was begun: it has its room already. */
  finish(begun: Begun, end: CallEnd, then: Then): void {
    if (begun.state === 'missed') return this.#writeWhole(begun, end, then);
    putDone(this.#frames, begun.id, end);
    this.#give({ kind: 'done', begun, end, then });
  }

  /** Before the last byte of an answer to a call that is not forwarded. */
  write(call: CallBeginning, end: CallEnd, then: Then): void {
    this.#writeWhole(this.#begins.take(call), end, then);
  }

  #writeWhole(begun: Begun, end: CallEnd, then: Then): void {
    const bytes = putWhole(this.#frames, begun, end);
    if (this.#disk.failing || !this.#fits(0)) this.#refuse(begun, bytes, then);
    else this.#give({ kind: 'whole', begun, end, then });
  }

  /**
   * Begins a new segment. Calls under way are written there again, so that the old one can go and ends always lie with
   * their beginnings.
   * @throws the system's error; then the old one goes on
   */
  rotate(): Segment {
    const before = this.#segments.newest;
    const head = new FrameBuffer();
    for (const begun of this.#begins.all()) putBegun(head, begun);
    const segment = this.#segments.begin(head.take());
    this.#begins.move(before, segment);
    before?.sync(error => error !== null && this.#disk.fail(error));
    before?.close();
    this.tidy();
    return segment;
  }

  /** Takes away what is stored. */
  tidy(): void {
    this.#segments.tidy();
  }

  /** Resolves once what was given to it until now is written. */
  async settled(): Promise<void> {
    while (this.#turn.length > 0) await new Promise(resolve => setImmediate(resolve));
  }

  /** Writes what is due; nothing may be given to it afterwards. */
  close(): void {
    this.#flush();
    this.#disk.close();
    this.#segments.newest?.close();
    this.tidy();
  }

  /** Whether there is room for what was given, and for so many bytes more. */
  #fits(bytes: number): boolean {
    const taken = this.#segments.bytes + this.#frames.length + this.#begins.reservedBytes;
    return taken + bytes <= this.#options.quotaBytes;
  }

  #refuse(begun: Begun, bytes: number, then: Then): void {
    this.#frames.cut(bytes);
    this.#begins.release(begun);
    then(false);
  }

  #give(given: Given): void {
    if (this.#turn.length === 0) setImmediate(() => this.#flush());
    this.#turn.push(given);
  }

  #flush(): void {
    const turn = this.#turn;
    if (turn.length === 0) return;
    this.#turn = [];
    const segment = this.#write(this.#frames.take());
    for (const given of turn) {
      if (segment === undefined) this.#miss(given);
      else this.#keep(given, segment);
    }
    for (const { then } of turn) then(segment !== undefined);
    if (segment === undefined) return;
    if (this.#segments.rows > this.#options.rowsInMemory) segment.rows = undefined;
    this.#disk.syncSoon(segment);
    this.onRows();
  }

  /** Undefined when the system did not take it, also not in the room that was held for this. */
  #write(bytes: Buffer): Segment | undefined {
    try {
      const segment = this.#segmentFor(bytes.length);
      this.#segments.append(segment, bytes);
      return segment;
    } catch (error) {
      return this.#disk.fail(error) ? this.#write(bytes) : undefined;
    }
  }

  #segmentFor(length: number): Segment {
    const current = this.#segments.newest;
    if (current === undefined || current.closed || current.broken) return this.rotate();
    if (current.size === 0 || current.size + length <= this.#options.segmentBytes) return current;
    try {
      return this.rotate();
    } catch {
      return current; // A little larger than it should be is no harm.
    }
  }

  #keep(given: Given, segment: Segment): void {
    const { kind, begun } = given;
    if (kind === 'begun') return this.#begins.add(begun, segment);
    segment.addRow(begun, given.end, begun.mark);
    if (kind === 'done') this.#begins.end(begun, segment);
    else this.#begins.release(begun);
  }

  #miss(given: Given): void {
    const { kind, begun } = given;
    if (kind === 'begun') return this.#begins.dismiss(begun);
    // What its client saw is an answer that was cut.
    if (begun.state === 'open')
      this.#unwritten.push({ begun, end: { ...given.end, outcome: 'log_unavailable' } });
    else this.#begins.release(begun);
  }

  #writeAgain(): void {
    const unwritten = this.#unwritten;
    this.#unwritten = [];
    for (const { begun, end } of unwritten) this.finish(begun, end, () => {});
  }
}

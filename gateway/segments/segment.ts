import {
  closeSync,
  fdatasync,
  ftruncateSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync as writeToSystem,
} from 'node:fs';
import { join } from 'node:path';
import type { CallEnd, HourMark, Stretch } from '@ck/shared/calls';
import { RowQueue } from './row-queue.ts';

/** How bytes get to the system; replaced by tests that need a disk which fails. */
export type WriteSync = (
  fd: number,
  bytes: Uint8Array,
  from: number,
  length: number,
  position: number,
) => number;

/** One file of the spool, and what of it still has to be stored. */
export class Segment {
  readonly path: string;
  /** Up to here everything is good. */
  size: number;
  /** Calls whose newest `begun` lies here, and which are not done. */
  open = 0;
  /** Done, and not known to be stored. Undefined: they have to be read from the file again. */
  rows: RowQueue | undefined;
  /** How many ends of calls lie in it. */
  done = 0;
  /** Nothing more is written to it. */
  closed = false;
  /** What a failed write left could not be cut off: nothing may follow it. */
  broken = false;
  readonly createdAt = performance.now();
  #fd: number | undefined;
  #syncs = 0;

  private constructor(path: string, size: number, fd: number | undefined) {
    this.path = path;
    this.size = size;
    this.#fd = fd;
    this.rows = fd === undefined ? undefined : new RowQueue();
    this.closed = fd === undefined;
  }

  /** @throws the system's error when there is no room for another file */
  static create(folder: string, number: number): Segment {
    const path = join(folder, `${String(number).padStart(10, '0')}.seg`);
    return new Segment(path, 0, openSync(path, 'wx', 0o600));
  }

  /** One that an earlier process left behind. */
  static found(path: string, size: number): Segment {
    return new Segment(path, size, undefined);
  }

  addRow(beginning: Stretch, end: CallEnd, mark: HourMark): void {
    this.done += 1;
    this.rows?.add(beginning, end, mark);
  }

  /** Nothing in it is needed any more. */
  get isStored(): boolean {
    return this.closed && this.open === 0 && this.rows?.length === 0;
  }

  /** All of it, or nothing: what a failed write left is cut off. @throws the system's error */
  append(bytes: Uint8Array, write: WriteSync = writeToSystem): void {
    if (this.#fd === undefined) throw new Error('closed');
    try {
      const written = write(this.#fd, bytes, 0, bytes.length, this.size);
      if (written < bytes.length) throw new Error('a write was cut short');
      this.size += bytes.length;
    } catch (error) {
      this.#cutBack(this.#fd);
      throw error;
    }
  }

  #cutBack(fd: number): void {
    try {
      ftruncateSync(fd, this.size);
    } catch {
      this.broken = true;
    }
  }

  /** Until then a machine that fails may lose it; a process that is killed does not. */
  sync(then: (error: Error | null) => void): void {
    const fd = this.#fd;
    if (fd === undefined) {
      then(null);
      return;
    }
    this.#syncs += 1;
    fdatasync(fd, error => {
      this.#syncs -= 1;
      if (this.closed && this.#syncs === 0) closeSync(fd);
      then(error);
    });
  }

  /** Its rows stay to be stored. */
  close(): void {
    this.closed = true;
    if (this.#fd !== undefined && this.#syncs === 0) closeSync(this.#fd);
    this.#fd = undefined;
  }

  read(): Buffer {
    return readFileSync(this.path);
  }

  remove(): void {
    this.close();
    unlinkSync(this.path);
  }
}

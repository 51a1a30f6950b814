import { Segment, type WriteSync } from './segment.ts';

type Means = {
  folder: string;
  /** Left behind by earlier processes, the oldest first. */
  found?: readonly Segment[];
  /** The number of its first own segment. */
  firstNumber?: number;
  write?: WriteSync;
};

/** The files of a spool, the oldest first; the last may still be written to. */
export class SegmentList {
  readonly all: Segment[];
  readonly #folder: string;
  readonly #write: WriteSync | undefined;
  #number: number;
  /** Of all files together, as of the last change. */
  bytes = 0;

  constructor({ folder, found = [], firstNumber = 1, write }: Means) {
    this.all = [...found];
    this.#folder = folder;
    this.#number = firstNumber;
    this.#write = write;
    this.#count();
  }

  get newest(): Segment | undefined {
    return this.all.at(-1);
  }

  /** How many rows are in memory and not known to be stored. */
  get rows(): number {
    return this.all.reduce((sum, { rows }) => sum + (rows?.length ?? 0), 0);
  }

  /** Begins a new one with these entries. @throws the system's error; then nothing has changed */
  begin(entries: Uint8Array): Segment {
    const segment = Segment.create(this.#folder, this.#number);
    this.#number += 1;
    try {
      if (entries.length > 0) segment.append(entries, this.#write);
    } catch (error) {
      segment.remove();
      throw error;
    }
    this.all.push(segment);
    this.#count();
    return segment;
  }

  /** @throws the system's error; then nothing has changed */
  append(segment: Segment, bytes: Uint8Array): void {
    segment.append(bytes, this.#write);
    this.#count();
  }

  /** Takes away what is stored. */
  tidy(): void {
    for (const segment of this.all.filter(({ isStored }) => isStored)) {
      segment.remove();
      this.all.splice(this.all.indexOf(segment), 1);
    }
    this.#count();
  }

  #count(): void {
    this.bytes = this.all.reduce((sum, { size }) => sum + size, 0);
  }
}

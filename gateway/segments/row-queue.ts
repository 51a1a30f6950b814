import { type CallEnd, type HourMark, RowBatch, type Stretch } from '@ck/shared/calls';

/**
 * What is stored at once: as much as calls bring in the time that a row may wait, since each batch costs three commands and
 * a mark for each key, however small it is.
 */
export const batchRows = 2_000;
const batchBytes = 1024 * 1024;
const mostSpare = 4;

/** Nothing more is added to it. */
export function isFull(batch: RowBatch): boolean {
  return batch.length >= batchRows || batch.byteLength >= batchBytes;
}

/** Batches whose rows are stored: their memory is used again. */
const spare: RowBatch[] = [];

/** Rows of one segment that wait to be stored, in batches. */
export class RowQueue {
  readonly #batches: RowBatch[] = [];
  /** The first is on its way: nothing is added to it. */
  #isTaken = false;
  length = 0;

  add(beginning: Stretch, end: CallEnd, mark: HourMark): void {
    this.#batchForOne().add(beginning, end, mark);
    this.length += 1;
  }

  /** The first of them; it stays the first until it is done. */
  take(): RowBatch | undefined {
    const [first] = this.#batches;
    this.#isTaken = first !== undefined;
    return first;
  }

  /** The batch that was taken is stored. */
  done(): void {
    const batch = this.#batches.shift();
    this.#isTaken = false;
    if (batch === undefined) return;
    this.length -= batch.length;
    batch.clear();
    if (spare.length < mostSpare) spare.push(batch);
  }

  #batchForOne(): RowBatch {
    const last = this.#batches.at(-1);
    const isClosed = last === undefined || isFull(last) || (this.#isTaken && this.#batches.length === 1);
    if (!isClosed) return last;
    const next = spare.pop() ?? new RowBatch();
    this.#batches.push(next);
    return next;
  }
}

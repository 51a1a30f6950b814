import { type CallEnd, type HourMark, RowBatch, type Stretch } from '@ck/shared/calls';

/** The most rows that are stored at once. */
export const batchRows = 500;
const mostSpare = 8;
const mostSpareBytes = 1024 * 1024;

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
    const isUsual = batch.bytes.length <= mostSpareBytes;
    batch.clear();
    if (isUsual && spare.length < mostSpare) spare.push(batch);
  }

  #batchForOne(): RowBatch {
    const last = this.#batches.at(-1);
    const isClosed =
      last === undefined || last.length >= batchRows || (this.#isTaken && this.#batches.length === 1);
    if (!isClosed) return last;
    const next = spare.pop() ?? new RowBatch();
    this.#batches.push(next);
    return next;
  }
}

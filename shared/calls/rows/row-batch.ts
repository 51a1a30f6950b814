import { BSON } from 'mongodb';
import type { CallDocument, CallEnd, CallRecord } from '../call-record.ts';
import { beginningOf, elementsAt, endOfId, type Stretch } from './beginning.ts';
import { copyBytes, putInt32, putInt64, readInt32 } from './elements.ts';
import { putEnd, roomForEnd } from './end-elements.ts';
import { stampOffsets, stampsAndFew } from './few-values.ts';
import { type HourMark, markOf } from './hour-mark.ts';

const firstBytes = 64 * 1024;
/** The length of a document, before its first element. */
const lengthBytes = 4;

/**
 * Rows of `calls` as the bytes that are sent, one behind the other. Kept as objects they would be most of what the
 * garbage collector moves about: they wait for longer than anything else of a call.
 */
export class RowBatch {
  #bytes = Buffer.allocUnsafe(firstBytes);
  #length = 0;
  /** Of each row. */
  readonly #marks: HourMark[] = [];

  /** How many rows. */
  get length(): number {
    return this.#marks.length;
  }

  /** Of all rows together. */
  get byteLength(): number {
    return this.#length;
  }

  /** All rows; good until another is added. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** A row from the two parts of its call. @param mark of its key and hour */
  add(beginning: Stretch, end: CallEnd, mark: HourMark): void {
    const few = stampsAndFew(beginning.bytes, beginning.from);
    const parts = beginning.to - beginning.from + few.length + roomForEnd(end);
    this.#makeRoom(lengthBytes + parts + 1);
    const [bytes, start] = [this.#bytes, this.#length];
    const idAt = elementsAt(beginning.from);
    const idEnd = endOfId(beginning.bytes, idAt);
    let at = copyBytes(bytes, start + lengthBytes, beginning.bytes, idAt, idEnd);
    at = copyBytes(bytes, at, few, 0, few.length);
    at = copyBytes(bytes, at, beginning.bytes, idEnd, beginning.to);
    at = putEnd(bytes, at, end);
    bytes[at] = 0;
    putInt32(bytes, start, at + 1 - start);
    this.#length = at + 1;
    this.#marks.push(mark);
  }

  /** A row of a call of which all is known. */
  addRecord(record: CallRecord): void {
    const mark = markOf(record.endpointId, record.keyId, record.environment, record.at.getTime());
    this.add(beginningOf(record), record, mark);
  }

  /** Says of each row when it is stored and when it goes. Milliseconds since 1970. */
  stamp(storedAt: number, expiresAt: (mark: HourMark) => number): void {
    let start = 0;
    for (const mark of this.#marks) {
      const at = endOfId(this.#bytes, start + lengthBytes);
      putInt64(this.#bytes, at + stampOffsets.storedAt, storedAt);
      putInt64(this.#bytes, at + stampOffsets.expiresAt, expiresAt(mark));
      start += readInt32(this.#bytes, start);
    }
  }

  /** Of each key and hour in it one. */
  marks(): HourMark[] {
    const marks = new Map<string, HourMark>();
    for (const mark of new Set(this.#marks)) marks.set(mark.name, mark);
    return [...marks.values()];
  }

  /** Rows as objects, in their order; all of them where it is not said which. */
  documents(which?: readonly number[]): CallDocument[] {
    const starts: number[] = [];
    for (let at = 0; at < this.#length; at += readInt32(this.#bytes, at)) starts.push(at);
    const read = (at: number) =>
      BSON.deserialize(this.#bytes.subarray(at, at + readInt32(this.#bytes, at))) as CallDocument;
    return which === undefined
      ? starts.map(read)
      : which.flatMap(i => (starts[i] === undefined ? [] : read(starts[i])));
  }

  /** Takes all rows away and keeps the memory. */
  clear(): void {
    this.#length = 0;
    this.#marks.length = 0;
  }

  #makeRoom(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe((this.#length + bytes) * 2);
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

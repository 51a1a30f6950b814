import type { CallRecord } from '@ck/shared/calls';
import type { Segment } from './segment.ts';

/** An end is a few numbers, a code and the frame around it. Bytes. */
const endBytes = 256;

type Begun = { record: CallRecord; bytes: number };

/** Calls that were begun and are not done: all of them in the newest segment, with room kept for what still comes. */
export class OpenBegins {
  readonly #begun = new Map<string, Begun>();
  reservedBytes = 0;

  /** What a call that begins with so many bytes may take in all: its end, and its beginning again in the next segment. */
  static needs(bytes: number): number {
    return bytes + reserveFor(bytes);
  }

  has(id: string): boolean {
    return this.#begun.has(id);
  }

  reserve(bytes: number): void {
    this.reservedBytes += reserveFor(bytes);
  }

  /** It could not be written: there will be no call. */
  dismiss(bytes: number): void {
    this.reservedBytes -= reserveFor(bytes);
  }

  add(begun: Begun, segment: Segment): void {
    segment.open += 1;
    this.#begun.set(begun.record.id, begun);
  }

  end(id: string, segment: Segment): void {
    const begun = this.#begun.get(id);
    if (begun === undefined) return;
    this.#begun.delete(id);
    segment.open -= 1;
    this.reservedBytes -= reserveFor(begun.bytes);
  }

  records(): CallRecord[] {
    return [...this.#begun.values()].map(({ record }) => record);
  }

  /** All of them were written again at the head of this segment. */
  move(from: Segment | undefined, to: Segment): void {
    if (from !== undefined) from.open = 0;
    to.open = this.#begun.size;
  }
}

function reserveFor(bytes: number): number {
  return bytes + endBytes;
}

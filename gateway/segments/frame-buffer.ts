import { headBytes, sealFrame } from './frame.ts';

/** One buffer, used again for each write, into which entries are put as frames. */
export class FrameBuffer {
  #bytes = Buffer.allocUnsafe(64 * 1024);
  length = 0;

  /** Into this the payload is written, from where `open` said. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  /** Makes room for a payload of at most so many bytes. @returns where it begins */
  open(most: number): number {
    const end = this.length + headBytes + most;
    if (end > this.#bytes.length) this.#grow(end);
    return this.length + headBytes;
  }

  /** The payload that was opened last ends here. @returns the bytes that its frame takes */
  seal(end: number): number {
    sealFrame(this.#bytes, this.length, end - this.length - headBytes);
    const frame = end - this.length;
    this.length = end;
    return frame;
  }

  /** What was added since the last time; good until something is added again. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.length);
    this.length = 0;
    return taken;
  }

  /** Takes back what was added last. */
  cut(bytes: number): void {
    this.length -= bytes;
  }

  #grow(bytes: number): void {
    const larger = Buffer.allocUnsafe(bytes * 2);
    this.#bytes.copy(larger, 0, 0, this.length);
    this.#bytes = larger;
  }
}

import { headBytes, sealFrame } from './frame.ts';

/** One buffer, used again for each write, into which entries are put as frames. */
export class FrameBuffer {
  #bytes = Buffer.allocUnsafe(64 * 1024);
  length = 0;

  /** @returns the bytes that its frame takes */
  add(text: string): number {
    // No character of a text takes more than three bytes in UTF-8.
    const most = this.length + headBytes + text.length * 3;
    if (most > this.#bytes.length) this.#grow(most);
    const payloadBytes = this.#bytes.write(text, this.length + headBytes);
    sealFrame(this.#bytes, this.length, payloadBytes);
    const frame = headBytes + payloadBytes;
    this.length += frame;
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

/** Room for what is put together to be written at once: most of it is with the system a moment later, and free again. */
export type Slice = { bytes: Buffer; slab: Slab | undefined };

type Slab = { buffer: Buffer; used: number; slices: number };

/** A read of 64 KiB with a head before it. */
const slabBytes = 96 * 1024;
const keptSlabs = 16;

export class Slabs {
  #current: Slab = newSlab();
  readonly #free: Slab[] = [];

  /** Head, piece and tail as one run of bytes; texts are Latin-1. */
  put(head: string, piece: Uint8Array, tail = ''): Slice {
    const length = head.length + piece.length + tail.length;
    const slab = this.#roomFor(length);
    const buffer = slab?.buffer ?? Buffer.allocUnsafeSlow(length);
    const from = slab?.used ?? 0;
    let at = from;
    if (head !== '') at += buffer.write(head, at, 'latin1');
    buffer.set(piece, at);
    at += piece.length;
    if (tail !== '') at += buffer.write(tail, at, 'latin1');
    if (slab !== undefined) {
      slab.used = at;
      slab.slices += 1;
    }
    return { bytes: buffer.subarray(from, at), slab };
  }

  /** The system has all of it. What it has not yet, its slab stays with, and is not used again. */
  free({ slab }: Slice): void {
    if (slab === undefined) return;
    slab.slices -= 1;
    if (slab.slices > 0) return;
    slab.used = 0;
    if (slab !== this.#current && this.#free.length < keptSlabs) this.#free.push(slab);
  }

  #roomFor(length: number): Slab | undefined {
    if (length > slabBytes) return undefined;
    if (this.#current.used + length > slabBytes) this.#current = this.#free.pop() ?? newSlab();
    return this.#current;
  }
}

const newSlab = (): Slab => ({ buffer: Buffer.allocUnsafeSlow(slabBytes), used: 0, slices: 0 });

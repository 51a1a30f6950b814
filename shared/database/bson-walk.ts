/** The types of BSON that can be read in place (bsonspec.org). */
export const bsonType = { double: 1, text: 2, document: 3, array: 4, boolean: 8, int32: 16 } as const;

/**
 * Goes through a BSON document in place, front to back, an element at a time: for whoever reads a million documents of
 * one shape and needs few of their values. What is of another shape is refused; let the driver read that.
 */
export class BsonWalk {
  readonly bytes: Buffer;
  /** Of the element that `next` came to: behind it lies its value. */
  type = 0;
  at = 0;
  #name = 0;
  #nameLength = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** Steps into the document or array that begins here. */
  enter(): void {
    this.at += 4;
  }

  /** Comes to the next element; at the end it steps out of the document or array, and says false. */
  next(): boolean {
    const { bytes } = this;
    this.type = bytes[this.at++] ?? 0;
    if (this.type === 0) return false;
    this.#name = this.at;
    while (bytes[this.at] !== 0) if (this.at++ >= bytes.length) throw otherShape;
    this.#nameLength = this.at++ - this.#name;
    return true;
  }

  /** Whether the element that `next` came to has this name, in ASCII. */
  isNamed(name: string): boolean {
    if (name.length !== this.#nameLength) return false;
    for (let i = 0; i < name.length; i++) if (this.bytes[this.#name + i] !== name.charCodeAt(i)) return false;
    return true;
  }

  /** @throws Error when the value is of another type */
  expect(type: number): void {
    if (this.type !== type) throw otherShape;
  }

  text(): string {
    this.expect(bsonType.text);
    const from = this.at + 4;
    this.at = from + this.bytes.readInt32LE(this.at);
    return this.bytes.toString('utf8', from, this.at - 1);
  }

  boolean(): boolean {
    this.expect(bsonType.boolean);
    return this.bytes[this.at++] === 1;
  }

  number(): number {
    const from = this.at;
    if (this.type === bsonType.int32) {
      this.at += 4;
      return this.bytes.readInt32LE(from);
    }
    this.expect(bsonType.double);
    this.at += 8;
    return this.bytes.readDoubleLE(from);
  }

  /** The bytes of the text, document or array that begins here; it is stepped over. */
  whole(): Buffer {
    const from = this.at;
    const length = this.bytes.readInt32LE(from);
    this.at += this.type === bsonType.text ? length + 4 : length;
    return this.bytes.subarray(from, this.at);
  }
}

/** One for all: to look for where it comes from would take longer than to read the document. */
export const otherShape = new Error('of another shape');

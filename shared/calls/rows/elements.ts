/**
 * Elements of a BSON document, written by hand into a buffer that has room for them (bsonspec.org, version 1.1): a type, a
 * name, a value. Each function returns where the next element begins.
 */
const doubleType = 0x01;
const stringType = 0x02;
const dateType = 0x09;
const int32Type = 0x10;

/** What an element takes beside its name and the characters of a text: type, zeros, a length or a number. */
const besideBytes = 11;
/** Up to this length a loop is faster than a call of the system's encoder. */
const shortText = 32;
const twoTo32 = 2 ** 32;

/** The name of a field with the zero behind it. */
export type ElementName = Uint8Array & { readonly brand?: 'element name' };

export const elementName = (name: string): ElementName => Buffer.from(`${name}\0`);

/** The most bytes that such elements take: no character of a text takes more than three in UTF-8. */
export const mostBytes = (names: readonly ElementName[], characters: number): number =>
  names.reduce((sum, { length }) => sum + besideBytes + length, characters * 3);

export function putString(bytes: Buffer, at: number, name: ElementName, value: string): number {
  const lengthAt = putHead(bytes, at, stringType, name);
  const from = lengthAt + 4;
  const to = putText(bytes, from, value);
  bytes[to] = 0;
  putInt32(bytes, lengthAt, to + 1 - from);
  return to + 1;
}

/** As the driver does: 32 bits where the number is a whole one that fits, else a double. */
export function putNumber(bytes: Buffer, at: number, name: ElementName, value: number): number {
  if ((value | 0) === value && !Object.is(value, -0)) {
    const from = putHead(bytes, at, int32Type, name);
    putInt32(bytes, from, value);
    return from + 4;
  }
  const from = putHead(bytes, at, doubleType, name);
  bytes.writeDoubleLE(value, from);
  return from + 8;
}

/** @param milliseconds since 1970 */
export function putDate(bytes: Buffer, at: number, name: ElementName, milliseconds: number): number {
  const from = putHead(bytes, at, dateType, name);
  putInt64(bytes, from, milliseconds);
  return from + 8;
}

function putHead(bytes: Buffer, at: number, type: number, name: ElementName): number {
  bytes[at] = type;
  for (let i = 0; i < name.length; i++) bytes[at + 1 + i] = name[i] ?? 0;
  return at + 1 + name.length;
}

/**
 * Called as it is: there are so many kinds of texts (parts, joined ones, names) that looking up a method of each takes
 * longer than the method.
 */
const { charCodeAt } = String.prototype;

function putText(bytes: Buffer, from: number, text: string): number {
  const { length } = text;
  if (length > shortText) return from + bytes.write(text, from);
  for (let i = 0; i < length; i++) {
    const code = charCodeAt.call(text, i);
    if (code > 0x7f) return from + bytes.write(text, from);
    bytes[from + i] = code;
  }
  return from + length;
}

export function putInt32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >>> 8;
  bytes[at + 2] = value >>> 16;
  bytes[at + 3] = value >>> 24;
}

/** A whole number that a double holds exactly, negative ones too. */
export function putInt64(bytes: Uint8Array, at: number, value: number): void {
  putInt32(bytes, at, value % twoTo32);
  putInt32(bytes, at + 4, Math.floor(value / twoTo32));
}

export function readInt32(bytes: Uint8Array, at: number): number {
  const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
  return low | ((bytes[at + 3] ?? 0) << 24);
}

/** Copies `from[start, end)` to `to` at `at`. @returns the end of it there */
export function copyBytes(to: Buffer, at: number, from: Buffer, start: number, end: number): number {
  return at + from.copy(to, at, start, end);
}

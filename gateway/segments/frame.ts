import { crc32c } from './crc32c.ts';

/** An entry on disk: magic, length, CRC-32C of the payload, payload. Numbers are little-endian, 32 bits. */
export const headBytes = 12;
const magic = Buffer.from('CKR1');
/** Above what the limits on a call's head can make of an entry; a length beyond it is no length. */
export const maxPayloadBytes = 256 * 1024;

/** Writes the frame's head before a payload that already lies at `at + headBytes`. */
export function sealFrame(buffer: Buffer, at: number, payloadBytes: number): void {
  magic.copy(buffer, at);
  buffer.writeUInt32LE(payloadBytes, at + 4);
  buffer.writeUInt32LE(crc32c(buffer, at + headBytes, at + headBytes + payloadBytes), at + 8);
}

/** What lies in a segment, in order: payloads, and stretches in which none can be read. */
export type Found = { kind: 'payload'; payload: Buffer } | { kind: 'gap'; from: number; to: number };

/**
 * Reads a segment. What cannot be read is told and stepped over: the next good entry is looked for, so that one bad byte
 * costs one entry. A gap that reaches the end is what a write that was cut leaves behind.
 */
export function* readFrames(bytes: Buffer): Generator<Found> {
  let at = 0;
  while (at < bytes.length) {
    const end = endOfFrame(bytes, at);
    if (end !== undefined) {
      yield { kind: 'payload', payload: bytes.subarray(at + headBytes, end) };
      at = end;
      continue;
    }
    const next = nextFrame(bytes, at + 1);
    yield { kind: 'gap', from: at, to: next };
    at = next;
  }
}

function endOfFrame(bytes: Buffer, at: number): number | undefined {
  if (at + headBytes > bytes.length || bytes.compare(magic, 0, magic.length, at, at + magic.length) !== 0)
    return undefined;
  const length = bytes.readUInt32LE(at + 4);
  const end = at + headBytes + length;
  if (length === 0 || length > maxPayloadBytes || end > bytes.length) return undefined;
  return crc32c(bytes, at + headBytes, end) === bytes.readUInt32LE(at + 8) ? end : undefined;
}

function nextFrame(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(magic, from); at >= 0; at = bytes.indexOf(magic, at + 1))
    if (endOfFrame(bytes, at) !== undefined) return at;
  return bytes.length;
}

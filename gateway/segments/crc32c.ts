/** CRC-32C, Castagnoli's polynomial, reflected (RFC 3720, appendix B.4): node's own `crc32` is the IEEE one. */
const polynomial = 0x82f63b78;

/** Eight tables one behind the other: the n-th for a byte that n more bytes follow (slicing by eight). */
const tables = new Uint32Array(8 * 256);
for (let byte = 0; byte < 256; byte++) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
  tables[byte] = crc;
}
for (let at = 256; at < tables.length; at++) {
  const before = tables[at - 256] ?? 0;
  tables[at] = (before >>> 8) ^ (tables[before & 0xff] ?? 0);
}

/** The checksum of `bytes[from, to)`, as an unsigned 32-bit number. */
export function crc32c(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let crc = ~0;
  let at = from;
  const byte = (index: number) => bytes[index] ?? 0;
  const table = (number: number, index: number) => tables[number * 256 + index] ?? 0;
  for (; at + 8 <= to; at += 8) {
    crc ^= byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24);
    crc =
      table(7, crc & 0xff) ^
      table(6, (crc >>> 8) & 0xff) ^
      table(5, (crc >>> 16) & 0xff) ^
      table(4, crc >>> 24) ^
      table(3, byte(at + 4)) ^
      table(2, byte(at + 5)) ^
      table(1, byte(at + 6)) ^
      table(0, byte(at + 7));
  }
  for (; at < to; at++) crc = (crc >>> 8) ^ table(0, (crc ^ byte(at)) & 0xff);
  return ~crc >>> 0;
}

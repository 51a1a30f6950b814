import { expect, test } from 'vitest';
import { crc32c } from './crc32c.ts';

test('the checksum is CRC-32C: the check value of its catalogue, and the vectors of RFC 3720, B.4', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
  expect(crc32c(Buffer.alloc(32, 0xff))).toBe(0x62a8ab43);
  expect(crc32c(Buffer.from(Array.from({ length: 32 }, (_, i) => i)))).toBe(0x46dd794e);
});

test('a part of a buffer has the checksum that it has alone', () => {
  expect(crc32c(Buffer.from('xx123456789yy'), 2, 11)).toBe(0xe3069283);
});

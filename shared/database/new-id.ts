import { randomFillSync } from 'node:crypto';

/** Random bytes are drawn in pools: asked one by one they cost 50 µs an id. */
const pool = Buffer.alloc(4096);
let used = pool.length;

/** @returns where in the pool so many fresh bytes begin */
function draw(bytes: number): number {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const at = used;
  used += bytes;
  return at;
}

/** Crockford's base 32; two letters for each ten bits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const pairs = Array.from({ length: 1024 }, (_, bits) => `${alphabet[bits >> 5]}${alphabet[bits & 31]}`);
let time = { at: 0, text: '' };

/**
 * A new id: a ULID, 48 bits of time and 80 random ones, so that ids sort by their age.
 * @param now milliseconds since 1970, for whoever has asked the clock already
 */
export function newId(now = Date.now()): string {
  if (now !== time.at) time = { at: now, text: timeText(now) };
  let text = time.text;
  const at = draw(16);
  for (let i = at; i < at + 16; i += 2) text += pairs[pool.readUInt16LE(i) & 1023];
  return text;
}

function timeText(now: number): string {
  let text = '';
  for (let rest = now; text.length < 10; rest = Math.floor(rest / 1024))
    text = `${pairs[rest % 1024]}${text}`;
  return text;
}

/** Lower-case hexadecimal digits of `bytes` random bytes. */
export function randomHex(bytes: number): string {
  const at = draw(bytes);
  return pool.toString('hex', at, at + bytes);
}

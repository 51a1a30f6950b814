import { randomFillSync } from 'node:crypto';
import { ulid } from 'ulid';

/** Random bytes are drawn in pools: asked one by one, as `ulid` does by itself, they cost 50 µs an id. */
const pool = Buffer.alloc(4096);
let used = pool.length;

function randomByte(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return pool[used++] ?? 0;
}

/** The id of a call, its record and its answer's X-Request-Id: a ULID, made at admission. */
export function newRequestId(): string {
  return ulid(undefined, () => randomByte() / 256);
}

/** Lower-case hexadecimal digits of `bytes` random bytes. */
export function randomHex(bytes: number): string {
  let text = '';
  for (let i = 0; i < bytes; i++) text += randomByte().toString(16).padStart(2, '0');
  return text;
}

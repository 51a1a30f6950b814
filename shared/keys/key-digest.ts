import { hash } from 'node:crypto';
import type { VersionedSecret } from '../process/index.ts';

/** What a key text is looked up by: without the pepper a stolen database can neither verify nor plant a key. */
export type KeyDigest = { digest: string; pepperVersion: number };

/** The digest under the current pepper, for storing. */
export function digestForStoring(pepper: VersionedSecret, keyText: string): KeyDigest {
  return { digest: digestWith(pepperOf(pepper, pepper.current), keyText), pepperVersion: pepper.current };
}

/** One digest per pepper version, newest first: during a rotation a key may still be stored under an older one. */
export function digestKeyText(pepper: VersionedSecret, keyText: string): string[] {
  return [...pepper.versions.values()].map(secret => digestWith(secret, keyText));
}

/** HMAC-SHA-256 (RFC 2104): what is hashed before the text and before the inner digest, made once for each secret. */
type Pads = { inner: Buffer; outer: Buffer };
const blockBytes = 64;
const digestBytes = 32;
/** No key text is longer; what is hashed is written behind the pad. */
const textBytes = 256;
const prepared = new WeakMap<Buffer, Pads>();

/** Two hashes over what lies ready cost half of what a `createHmac` does, which makes objects of each call. */
function digestWith(secret: Buffer, keyText: string): string {
  const { inner, outer } = padsOf(secret);
  const length = Buffer.byteLength(keyText);
  const text = length <= textBytes ? inner : Buffer.concat([inner, Buffer.alloc(length - textBytes)]);
  text.write(keyText, blockBytes);
  outer.set(hash('sha256', text.subarray(0, blockBytes + length), 'buffer'), blockBytes);
  return hash('sha256', outer, 'base64url');
}

function padsOf(secret: Buffer): Pads {
  const known = prepared.get(secret);
  if (known !== undefined) return known;
  const key = Buffer.alloc(blockBytes);
  key.set(secret.length > blockBytes ? hash('sha256', secret, 'buffer') : secret);
  const pad = (byte: number, room: number) =>
    Buffer.concat([Buffer.from(key.map(each => each ^ byte)), Buffer.alloc(room)]);
  const pads = { inner: pad(0x36, textBytes), outer: pad(0x5c, digestBytes) };
  prepared.set(secret, pads);
  return pads;
}

function pepperOf(pepper: VersionedSecret, version: number): Buffer {
  const secret = pepper.versions.get(version);
  if (secret === undefined) throw new Error(`pepper version ${version} is not configured`);
  return secret;
}

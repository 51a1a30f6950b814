/**
 * Sealing of small secrets at rest: AES-256-GCM with a data key of its own for each secret, the data key wrapped by a
 * versioned master. `context` is authenticated with it, so that a sealed text moved to another row does not open.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { VersionedSecret } from '../process/index.ts';

/** Base64url of nonce, ciphertext and tag; only the pair opens, only under the master version named. */
export type Sealed = { masterVersion: number; wrappedKey: string; text: string };

const nonceBytes = 12;
const tagBytes = 16;

export function seal(master: VersionedSecret, text: string, context: readonly (string | number)[]): Sealed {
  const dataKey = randomBytes(32);
  const authenticated = encodeContext(context);
  return {
    masterVersion: master.current,
    wrappedKey: encrypt(masterKey(master, master.current), dataKey, authenticated),
    text: encrypt(dataKey, Buffer.from(text), authenticated),
  };
}

/** @throws Error when the master version is unknown, or anything of text, key or context was changed. */
export function unseal(
  master: VersionedSecret,
  sealed: Sealed,
  context: readonly (string | number)[],
): string {
  const authenticated = encodeContext(context);
  const dataKey = decrypt(masterKey(master, sealed.masterVersion), sealed.wrappedKey, authenticated);
  return decrypt(dataKey, sealed.text, authenticated).toString();
}

/** JSON keeps the borders between the parts: ['a', 'bc'] and ['ab', 'c'] are different contexts. */
function encodeContext(context: readonly (string | number)[]): Buffer {
  return Buffer.from(JSON.stringify(context));
}

function encrypt(key: Buffer, plain: Buffer, authenticated: Buffer): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(authenticated);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  );
}

function decrypt(key: Buffer, text: string, authenticated: Buffer): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length < nonceBytes + tagBytes) throw new Error('sealed text is too short');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(authenticated)
    .setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
}

function masterKey(master: VersionedSecret, version: number): Buffer {
  const key = master.versions.get(version);
  if (key === undefined) throw new Error(`master version ${version} is not configured`);
  return key;
}

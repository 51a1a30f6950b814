import { createHmac } from 'node:crypto';
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

function digestWith(secret: Buffer, keyText: string): string {
  return createHmac('sha256', secret).update(keyText).digest('base64url');
}

function pepperOf(pepper: VersionedSecret, version: number): Buffer {
  const secret = pepper.versions.get(version);
  if (secret === undefined) throw new Error(`pepper version ${version} is not configured`);
  return secret;
}

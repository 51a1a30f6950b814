import { createHash, createHmac } from 'node:crypto';
import type { VersionedSecret } from '../process/index.ts';

/**
 * The token of one sending of one invitation. It is computed when it is needed and stored nowhere, so that a mail that
 * is tried again carries the same link, and neither database nor outbox can give it away.
 * @returns undefined when that version of the secret is gone
 */
export function invitationToken(
  { versions }: VersionedSecret,
  of: { id: string; sending: number; secretVersion: number },
): string | undefined {
  const secret = versions.get(of.secretVersion);
  if (secret === undefined) return undefined;
  return createHmac('sha256', secret).update(`invitation:${of.id}:${of.sending}`).digest('base64url');
}

export function digestToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

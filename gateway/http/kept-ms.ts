import { kind } from '../field-kinds.ts';
import type { Fields } from '../fields.ts';

/** Below the 5 s after which common servers close idle connections, so that none is met half-closed. */
export const keptMs = 4_000;

/**
 * How long an upstream's connection is kept, by what it says of itself (RFC 9112, 9.3 leaves it open), a second less for
 * what is on its way by then.
 */
export function keptMsOf(fields: Fields): number {
  if (!fields.has(kind.keepAlive)) return keptMs;
  for (const value of fields.all(kind.keepAlive)) {
    const seconds = /timeout=(\d{1,9})/i.exec(value)?.[1];
    if (seconds !== undefined) return Math.min(keptMs, (Number(seconds) - 1) * 1000);
  }
  return keptMs;
}

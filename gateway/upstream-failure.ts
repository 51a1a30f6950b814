/** What a failed attempt at an upstream means, and whether there may be a second one. Pure. */
import type { DenialCode } from './denials.ts';

/** A body that grew beyond its limit while it was sent. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** Only what repeats without effect and without a body to repeat (RFC 9110, 9.2.2) may be sent again. */
export function isRepeatable(method: string, hasBody: boolean): boolean {
  return !hasBody && (method === 'GET' || method === 'HEAD');
}

/** The connection died: for a kept one that is what its idle timeout looks like. */
export function isReset(error: unknown): boolean {
  return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(codeOf(error));
}

const unreachable: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EFORBIDDEN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The refusal that tells of an upstream's failure before its answer began. */
export function failureOf(error: unknown): DenialCode {
  if (error instanceof BodyTooLargeError) return 'body_too_large';
  const code = codeOf(error);
  if (unreachable.has(code) || code.startsWith('ERR_TLS') || code.startsWith('CERT_')) {
    return 'upstream_unreachable';
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') return 'upstream_timeout';
  return 'upstream_reset';
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

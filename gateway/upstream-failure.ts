/** What a failed attempt at an upstream means, and whether there may be a second one. Pure. */
import type { DenialCode } from './denials.ts';
import { NotFreshError } from './guard-heads.ts';

/** Only what repeats without effect and without a body to repeat (RFC 9110, 9.2.2) may be sent again. */
export function isRepeatable(method: string, hasBody: boolean): boolean {
  return !hasBody && (method === 'GET' || method === 'HEAD');
}

/** The connection died: for a kept one that is what its idle timeout looks like. */
export function isReset(error: unknown): boolean {
  return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(codeOf(error));
}

/**
 * The refusal that tells of an upstream's failure before its answer began. While no connection was made (name, network,
 * certificate) nothing was sent, whatever the error: only then may a caller be told so.
 */
export function failureOf(error: unknown, connected: boolean): DenialCode {
  if (error instanceof NotFreshError) return 'gateway_not_fresh';
  if (!connected) return 'upstream_unreachable';
  const code = codeOf(error);
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') return 'upstream_timeout';
  return 'upstream_reset';
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

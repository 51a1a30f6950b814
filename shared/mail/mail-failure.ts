/** What a failed sending means for the next try. Pure. */
export type Retry = { firstMs: number; longestMs: number; giveUpMs: number };

const minute = 60_000;
export const usualRetry: Retry = {
  firstMs: minute,
  longestMs: 6 * 60 * minute,
  giveUpMs: 3 * 24 * 60 * minute,
};

/** Milliseconds until the next try after so many; twice as long each time. */
export function backoffMs(attempts: number, { firstMs, longestMs }: Retry): number {
  return Math.min(firstMs * 2 ** Math.min(attempts - 1, 30), longestMs);
}

/** The server's own words, on one line and not too long. */
export function wordsOf(error: unknown): string {
  const response =
    typeof error === 'object' && error !== null && 'response' in error ? error.response : undefined;
  const text = typeof response === 'string' ? response : error instanceof Error ? error.message : 'not sent';
  return text.replace(/[\p{Cc}]+/gu, ' ').slice(0, 300);
}

/**
 * Whether the server has refused for good (RFC 5321, 4.2.1: 5yz). A refusal to log in is about our settings, which
 * somebody will mend: those mails wait.
 */
export function isFinal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('responseCode' in error)) return false;
  const { responseCode } = error;
  const login = 'code' in error && error.code === 'EAUTH';
  return typeof responseCode === 'number' && responseCode >= 500 && responseCode < 600 && !login;
}

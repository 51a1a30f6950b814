import { STATUS_CODES } from 'node:http';
import type { ResponseHead } from '../exchange.ts';

/** How the client learns where an answer ends (RFC 9112, 6.3). */
export type AnswerFraming = 'itself' | 'chunked' | 'closing';

/**
 * RFC 9112, 6.3 and 7.1: an answer without a body or with a length ends by itself; else it goes in chunks, and to
 * HTTP/1.0, which has none (6.1), it ends with the connection.
 */
export function answerFraming(
  { status, hasLength }: ResponseHead,
  request: { method: string; httpVersion: string },
): AnswerFraming {
  if (hasLength || request.method === 'HEAD' || status === 204 || status === 304) return 'itself';
  return request.httpVersion === '1.1' ? 'chunked' : 'closing';
}

/**
 * The head as text (RFC 9112, 4), with a date (RFC 9110, 6.6.1).
 * @param ending what the connection does next (RFC 9112, 9.3, 9.6)
 */
export function answerHead(
  { status, lines, isDated = false }: ResponseHead,
  framing: AnswerFraming,
  ending: string,
): string {
  const date = isDated ? '' : dateField();
  const transfer = framing === 'chunked' ? 'Transfer-Encoding: chunked\r\n' : '';
  return statusLine(status) + lines + date + transfer + ending;
}

/** The end of a head behind which the connection ends, or is kept for so many seconds of silence. */
export const endingHead = 'Connection: close\r\n\r\n';
export const keptHead = (seconds: number): string =>
  `Connection: keep-alive\r\nKeep-Alive: timeout=${seconds}\r\n\r\n`;

const statusLines = new Map<number, string>();

function statusLine(status: number): string {
  const known = statusLines.get(status);
  if (known !== undefined) return known;
  const line = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n`;
  statusLines.set(status, line);
  return line;
}

let dated = { second: 0, field: '' };

/** One text a second. */
function dateField(): string {
  const now = Date.now();
  const second = Math.floor(now / 1000);
  if (dated.second !== second) dated = { second, field: `Date: ${new Date(now).toUTCString()}\r\n` };
  return dated.field;
}

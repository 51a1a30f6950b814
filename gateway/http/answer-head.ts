import { STATUS_CODES } from 'node:http';
import type { ResponseHead } from '../exchange.ts';

/** How the client learns where an answer ends (RFC 9112, 6.3). */
export type AnswerFraming = 'itself' | 'chunked' | 'closing';

/**
 * RFC 9112, 6.3 and 7.1: an answer without a body or with a length ends by itself; else it goes in chunks, and to
 * HTTP/1.0, which has none (6.1), it ends with the connection.
 */
export function answerFraming(
  { status, headers }: ResponseHead,
  request: { method: string; httpVersion: string },
): AnswerFraming {
  if (request.method === 'HEAD' || status === 204 || status === 304) return 'itself';
  if (has(headers, 'content-length')) return 'itself';
  return request.httpVersion === '1.1' ? 'chunked' : 'closing';
}

/** The head as text (RFC 9112, 4), with a date (RFC 9110, 6.6.1) and what the connection does next (RFC 9112, 9.3, 9.6). */
export function answerHead(
  { status, headers }: ResponseHead,
  framing: AnswerFraming,
  isLast: boolean,
  keptSeconds: number,
): string {
  let text = statusLine(status);
  let isDated = false;
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i] ?? '';
    if (name.length === 4 && name.toLowerCase() === 'date') isDated = true;
    // RFC 9110, 8.6: a 204 has no length.
    if (status === 204 && name.length === 14 && name.toLowerCase() === 'content-length') continue;
    text += `${name}: ${headers[i + 1]}\r\n`;
  }
  if (!isDated) text += dateField();
  if (framing === 'chunked') text += 'Transfer-Encoding: chunked\r\n';
  if (isLast) return `${text}Connection: close\r\n\r\n`;
  return `${text}Connection: keep-alive\r\nKeep-Alive: timeout=${keptSeconds}\r\n\r\n`;
}

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

function has(headers: readonly string[], name: string): boolean {
  for (let i = 0; i < headers.length; i += 2)
    if (headers[i]?.length === name.length && headers[i]?.toLowerCase() === name) return true;
  return false;
}

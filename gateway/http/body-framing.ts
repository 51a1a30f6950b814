/** What body follows a head (RFC 9112, 6). Pure; llhttp has refused by then what contradicts itself. */
import { kind } from '../field-kinds.ts';
import type { Fields } from '../fields.ts';

/** How many bytes: none is 0; `chunked` says itself where it ends (7.1), `toTheEnd` of the connection is for answers only. */
export type BodyFraming = number | 'chunked' | 'toTheEnd';

/**
 * RFC 9112, 6.3: chunks before a length (4), a length (6), else nothing (7). And whether the client waits to be told to go
 * on with it (RFC 9110, 10.1.1). What else it may expect, beside that too, is not known here, nor what it sends then: after
 * such a request nothing is read.
 */
export function requestFraming(
  fields: Fields,
  httpVersion: string,
): { framing: Exclude<BodyFraming, 'toTheEnd'>; waits: boolean; closes: boolean } {
  const framing = fields.has(kind.transferEncoding) ? 'chunked' : (fields.contentLength ?? 0);
  const expects = fields.all(kind.expect);
  const isOnlyThat = expects.length === 1 && expects[0]?.toLowerCase() === '100-continue';
  const waits = httpVersion === '1.1' && framing !== 0 && isOnlyThat;
  return { framing, waits, closes: says(fields, ending) || (expects.length > 0 && !waits) };
}

/**
 * RFC 9112, 6.3: nothing after HEAD, 1xx, 204 and 304 whatever the head says (1), chunks (4), a length (6), else all that
 * comes (8). Any other coding than chunked was not asked for (7.4), and HTTP/1.0 has none (6.1): undefined, no answer.
 */
export function responseFraming(
  method: string,
  status: number,
  httpVersion: string,
  fields: Fields,
): BodyFraming | undefined {
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return 0;
  if (!fields.has(kind.transferEncoding)) return fields.contentLength ?? 'toTheEnd';
  // Several lines of one field are one list (RFC 9110, 5.3).
  const transfer = fields.all(kind.transferEncoding).join(', ');
  return transfer.toLowerCase() === 'chunked' && httpVersion === '1.1' ? 'chunked' : undefined;
}

/** Whether an answer's head says that its connection ends with it (RFC 9112, 9.6). */
export function saysClose(fields: Fields): boolean {
  return says(fields, closing);
}

/** In a list, with blanks of either kind around it (RFC 9110, 5.6.1): the parser knows only some of these. */
const closing = /(?:^|,)[ \t]*close[ \t]*(?:,|$)/i;
/** After a request that asks for another protocol nobody knows which one its next bytes are in (RFC 9110, 7.8). */
const ending = /(?:^|,)[ \t]*(?:close|upgrade)[ \t]*(?:,|$)/i;

function says(fields: Fields, what: RegExp): boolean {
  return fields.has(kind.connection) && what.test(fields.all(kind.connection).join(', '));
}

/** What stands before the bytes of a chunk, and what stands behind them (RFC 9112, 7.1). */
export const chunkStart = (bytes: number): string => `${bytes.toString(16)}\r\n`;
export const chunkEnd = '\r\n';
export const lastChunk = '0\r\n\r\n';

import type { UpstreamRequest } from '../forward.ts';

/** RFC 9110, 8.6: these say that they have no body, where they have none. */
const usuallyWithBody: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

/**
 * The head of a request as text (RFC 9112, 3): in origin form (3.2.1), the host first (RFC 9110, 7.2), and its framing
 * (RFC 9112, 6) ours, whatever framed the body on its way here.
 */
export function requestHead({ method, place, path, lines, body }: UpstreamRequest): string {
  const text = `${method} ${path} HTTP/1.1\r\nHost: ${place.host}\r\n${lines}`;
  if (body === undefined)
    return usuallyWithBody.has(method) ? `${text}Content-Length: 0\r\n\r\n` : `${text}\r\n`;
  return body.length === undefined
    ? `${text}Transfer-Encoding: chunked\r\n\r\n`
    : `${text}Content-Length: ${body.length}\r\n\r\n`;
}

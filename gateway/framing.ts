import type { RequestHead } from './exchange.ts';
import { headerValue, headerValues } from './header-list.ts';
import type { Limits } from './limits.ts';

type HeadLimits = Pick<Limits, 'uriBytes' | 'headerBytes' | 'headerFields' | 'bodyBytes'>;

export type Framing =
  | { ok: true; path: string; query: string; hasBody: boolean }
  | {
      ok: false;
      code: 'request_malformed' | 'uri_too_long' | 'headers_too_large' | 'body_too_large';
      fault: string;
    };

/**
 * What the parser lets through and we do not: limits, two Hosts (RFC 9112, 3.2), dot segments and encoded separators
 * (they would let the permission check and the upstream see different paths), HTTP/1.0 with chunks (RFC 9112, 6.1).
 */
export function checkFraming(head: RequestHead, limits: HeadLimits): Framing {
  if (head.target.length > limits.uriBytes) {
    return { ok: false, code: 'uri_too_long', fault: `The address has more than ${limits.uriBytes} bytes.` };
  }
  const size = checkHeaderSize(head.rawHeaders, limits);
  if (size !== undefined) return { ok: false, code: 'headers_too_large', fault: size };
  const target = splitTarget(head);
  if (typeof target === 'string') return malformed(target);
  const fault = checkHost(head, target.authority) ?? checkPath(target.path) ?? checkBodyHeaders(head);
  if (fault !== undefined) return malformed(fault);
  const length = Number(headerValue(head.rawHeaders, 'content-length') ?? 0);
  if (length > limits.bodyBytes) {
    return { ok: false, code: 'body_too_large', fault: `The body has more than ${limits.bodyBytes} bytes.` };
  }
  const hasBody = length > 0 || headerValue(head.rawHeaders, 'transfer-encoding') !== undefined;
  return { ok: true, path: target.path, query: target.query, hasBody };
}

const malformed = (fault: string): Framing => ({ ok: false, code: 'request_malformed', fault });

function checkHeaderSize(rawHeaders: readonly string[], limits: HeadLimits): string | undefined {
  if (rawHeaders.length / 2 > limits.headerFields)
    return `There are more than ${limits.headerFields} header fields.`;
  let bytes = 0;
  for (const text of rawHeaders) bytes += text.length + 2;
  return bytes > limits.headerBytes
    ? `The header fields have more than ${limits.headerBytes} bytes.`
    : undefined;
}

/** Origin form, or absolute form whose authority must then be the Host (RFC 9112, 3.2.2); a string is the fault. */
function splitTarget({
  target,
  method,
}: RequestHead): { path: string; query: string; authority?: string } | string {
  if (target === '*' && method === 'OPTIONS') return { path: '/', query: '' };
  if (target.includes('#')) return 'The address must not have a fragment (#).';
  const absolute = /^https?:\/\/([^/?]*)(.*)$/i.exec(target);
  if (absolute === null && !target.startsWith('/')) return 'The address must begin with a slash.';
  const local = absolute === null ? target : (absolute[2] ?? '');
  const cut = local.indexOf('?');
  const path = cut < 0 ? local : local.slice(0, cut);
  const query = cut < 0 ? '' : local.slice(cut + 1);
  const authority = absolute?.[1];
  return { path: path === '' ? '/' : path, query, ...(authority !== undefined && { authority }) };
}

/** RFC 9110, 7.2, loosely: nothing in it that could end a host or begin a second one. */
const hostForm = /^[A-Za-z0-9._~!$&'()*+;=%:[\]-]+$/;

function checkHost(head: RequestHead, authority: string | undefined): string | undefined {
  const hosts = headerValues(head.rawHeaders, 'host');
  if (hosts.length > 1) return 'There are two Host fields.';
  if (hosts.length === 0 && head.httpVersion !== '1.0') return 'The Host field is missing.';
  if (hosts[0] !== undefined && !hostForm.test(hosts[0])) return 'The Host field is not a host and port.';
  if (authority !== undefined && authority.toLowerCase() !== hosts[0]?.toLowerCase()) {
    return 'The address and the Host field name different hosts.';
  }
  return undefined;
}

/** Decodes once, as an upstream may; what then would act as a separator or a step upwards is refused. */
function checkPath(path: string): string | undefined {
  for (let i = 0; i < path.length; i++) {
    const code = path.charCodeAt(i);
    if (code <= 0x20 || code >= 0x7f) return 'The path has a character that must be percent-encoded.';
  }
  if (path.includes('\\')) return 'The path must not have a backslash.';
  if (path.includes('%')) {
    if (/%(?![0-9a-f]{2})/i.test(path)) return 'The path has a percent sign that encodes nothing.';
    if (/%(?:2f|5c|[01][0-9a-f]|7f)/i.test(path))
      return 'The path must not have an encoded slash or control character.';
  }
  if (/(?:^|\/)(?:\.|%2e){1,2}(?:\/|;|$)/i.test(path))
    return 'The path must not have "." or ".." as a segment.';
  return undefined;
}

function checkBodyHeaders({ rawHeaders, httpVersion }: RequestHead): string | undefined {
  const transfer = headerValues(rawHeaders, 'transfer-encoding');
  const lengths = headerValues(rawHeaders, 'content-length');
  if (lengths.length > 1 || (lengths[0] !== undefined && !/^\d{1,15}$/.test(lengths[0]))) {
    return 'Content-Length must be one number.';
  }
  if (transfer.length === 0) return undefined;
  if (httpVersion === '1.0') return 'HTTP/1.0 has no Transfer-Encoding.';
  if (lengths.length > 0) return 'Content-Length and Transfer-Encoding exclude each other.';
  if (transfer.length > 1 || transfer[0]?.toLowerCase() !== 'chunked')
    return 'Transfer-Encoding must be chunked.';
  return undefined;
}

import type { RequestHead } from './exchange.ts';
import { kind } from './field-kinds.ts';
import type { Fields } from './fields.ts';
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
  const size = checkHeaderSize(head.fields, limits);
  if (size !== undefined) return { ok: false, code: 'headers_too_large', fault: size };
  const target = splitTarget(head);
  if (typeof target === 'string') return malformed(target);
  const fault = checkHost(head, target.authority) ?? checkPath(target.path) ?? checkBodyHeaders(head);
  if (fault !== undefined) return malformed(fault);
  const length = head.fields.contentLength ?? 0;
  if (length > limits.bodyBytes) {
    return { ok: false, code: 'body_too_large', fault: `The body has more than ${limits.bodyBytes} bytes.` };
  }
  return { ok: true, path: target.path, query: target.query, hasBody: head.fields.announcesBody };
}

const malformed = (fault: string): Framing => ({ ok: false, code: 'request_malformed', fault });

function checkHeaderSize({ count, bytes }: Fields, limits: HeadLimits): string | undefined {
  if (count > limits.headerFields) return `There are more than ${limits.headerFields} header fields.`;
  return bytes > limits.headerBytes
    ? `The header fields have more than ${limits.headerBytes} bytes.`
    : undefined;
}

/** Origin form, or absolute form whose authority must then be the Host (RFC 9112, 3.2.2); a string is the fault. */
function splitTarget({
  target,
  method,
}: RequestHead): { path: string; query: string; authority?: string | undefined } | string {
  if (target === '*' && method === 'OPTIONS') return { path: '/', query: '' };
  if (target.includes('#')) return 'The address must not have a fragment (#).';
  const absolute = target.startsWith('/') ? null : /^https?:\/\/([^/?]*)(.*)$/i.exec(target);
  if (absolute === null && !target.startsWith('/')) return 'The address must begin with a slash.';
  const local = absolute === null ? target : (absolute[2] ?? '');
  const cut = local.indexOf('?');
  const path = cut < 0 ? local : local.slice(0, cut);
  const query = cut < 0 ? '' : local.slice(cut + 1);
  return { path: path === '' ? '/' : path, query, authority: absolute?.[1] };
}

/** RFC 9110, 7.2, loosely: nothing in it that could end a host or begin a second one. */
const hostForm = /^[A-Za-z0-9._~!$&'()*+;=%:[\]-]+$/;

function checkHost(head: RequestHead, authority: string | undefined): string | undefined {
  const { fields } = head;
  const at = fields.find(kind.host);
  if (at < 0 && head.httpVersion !== '1.0') return 'The Host field is missing.';
  if (at >= 0 && fields.find(kind.host, at + 1) >= 0) return 'There are two Host fields.';
  const host = at < 0 ? undefined : fields.value(at);
  if (host !== undefined && !hostForm.test(host)) return 'The Host field is not a host and port.';
  if (authority !== undefined && authority.toLowerCase() !== host?.toLowerCase()) {
    return 'The address and the Host field name different hosts.';
  }
  return undefined;
}

/** Decodes once, as an upstream may; what then would act as a separator or a step upwards is refused. */
function checkPath(path: string): string | undefined {
  let before = 0;
  let isPlain = true;
  for (let i = 0; i < path.length; i++) {
    const code = path.charCodeAt(i);
    if (code <= 0x20 || code >= 0x7f) return 'The path has a character that must be percent-encoded.';
    // Without these nothing below can be found, and hardly any path has them.
    if (code === 0x5c || code === 0x25 || (code === 0x2e && before === 0x2f)) isPlain = false;
    before = code;
  }
  if (isPlain) return undefined;
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

const lengthForm = /^\d{1,15}$/;

function checkBodyHeaders({ fields, httpVersion }: RequestHead): string | undefined {
  const lengthAt = fields.find(kind.contentLength);
  const isTold = lengthAt >= 0;
  if (
    isTold &&
    (fields.find(kind.contentLength, lengthAt + 1) >= 0 || !lengthForm.test(fields.value(lengthAt)))
  )
    return 'Content-Length must be one number.';
  if (!fields.has(kind.transferEncoding)) return undefined;
  const transfer = fields.all(kind.transferEncoding);
  if (httpVersion === '1.0') return 'HTTP/1.0 has no Transfer-Encoding.';
  if (isTold) return 'Content-Length and Transfer-Encoding exclude each other.';
  if (transfer.length > 1 || transfer[0]?.toLowerCase() !== 'chunked')
    return 'Transfer-Encoding must be chunked.';
  return undefined;
}

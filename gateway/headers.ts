import { randomBytes } from 'node:crypto';
import type { Environment } from '@ck/shared/endpoints';
import { headerValue, headerValues } from './header-list.ts';

/** Fields of one connection only (RFC 9110, 7.6.1), and what undici or node set themselves. */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

/** Ours to set or to keep from the upstream; a client's own would forge an identity or the permission's method. */
const notForwarded: ReadonlySet<string> = new Set([
  'host',
  'x-api-key',
  'x-request-id',
  'x-console-assertion',
  'x-http-method-override',
  'x-http-method',
  'x-method-override',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-forwarded-port',
  'forwarded',
  'traceparent',
]);

export type CallIdentity = {
  requestId: string;
  keyId: string;
  environment: Environment;
  /** The client's address, and those before it that a trusted proxy told. */
  forwardedFor: string;
  scheme: 'http' | 'https';
};

/** The request head as the upstream gets it. The key, in whichever field it came, is not in it. */
export function upstreamHeaders(
  rawHeaders: readonly string[],
  identity: CallIdentity,
  own: readonly (readonly [string, string])[],
): string[] {
  const dropped = connectionNames(rawHeaders);
  const replaced = new Set(own.map(([name]) => name.toLowerCase()));
  const result: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const field = rawHeaders[i] ?? '';
    const value = rawHeaders[i + 1] ?? '';
    const name = field.toLowerCase();
    if (hopByHop.has(name) || notForwarded.has(name) || dropped.has(name) || replaced.has(name)) continue;
    if (name.startsWith('x-collaboration-') || (name === 'authorization' && /^\s*bearer /i.test(value)))
      continue;
    result.push(field, value);
  }
  const host = headerValue(rawHeaders, 'host');
  result.push('X-Request-Id', identity.requestId, 'Via', '1.1 collaboration-keys');
  result.push('traceparent', childTrace(headerValue(rawHeaders, 'traceparent')));
  result.push('X-Forwarded-For', identity.forwardedFor, 'X-Forwarded-Proto', identity.scheme);
  if (host !== undefined) result.push('X-Forwarded-Host', host);
  result.push('X-Collaboration-Key', identity.keyId, 'X-Collaboration-Environment', identity.environment);
  for (const [name, value] of own) result.push(name, value);
  return result;
}

/** The upstream's answer without its connection's fields and without its own CORS and request id. */
export function answerHeaders(rawHeaders: readonly string[]): string[] {
  const dropped = connectionNames(rawHeaders);
  const result: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const field = rawHeaders[i] ?? '';
    const name = field.toLowerCase();
    if (hopByHop.has(name) || dropped.has(name)) continue;
    if (name === 'x-request-id' || name.startsWith('access-control-')) continue;
    result.push(field, rawHeaders[i + 1] ?? '');
  }
  return result;
}

/** Names that a Connection field makes hop-by-hop as well; never the two that frame the body. */
function connectionNames(rawHeaders: readonly string[]): ReadonlySet<string> {
  const named = headerValues(rawHeaders, 'connection').flatMap(value => value.toLowerCase().split(/\s*,\s*/));
  return new Set(named.map(name => name.trim()).filter(name => name !== 'content-length' && name !== 'host'));
}

/** W3C Trace Context, 3.2: a valid parent is kept with a span of our own, else a new trace begins. */
function childTrace(parent: string | undefined): string {
  const valid = /^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/.exec(parent ?? '');
  const span = randomBytes(8).toString('hex');
  if (valid === null || valid[1] === '0'.repeat(32))
    return `00-${randomBytes(16).toString('hex')}-${span}-00`;
  return `00-${valid[1]}-${span}-${valid[2]}`;
}

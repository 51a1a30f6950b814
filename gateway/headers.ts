import type { Environment } from '@ck/shared/endpoints';
import type { ClientOrigin } from './client-address.ts';
import { headerValue, headerValues } from './header-list.ts';
import { randomHex } from './request-id.ts';

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
  // Whoever sends the body frames it anew.
  'content-length',
  'x-api-key',
  'x-request-id',
  'x-console-assertion',
  'x-http-method-override',
  'x-http-method',
  'x-method-override',
  'x-real-ip',
  'forwarded',
  'traceparent',
  'tracestate',
]);

export type CallIdentity = {
  requestId: string;
  keyId: string;
  environment: Environment;
  client: ClientOrigin;
};

/** The request head as the upstream gets it. The key, in whichever field it came, is not in it. */
export function upstreamHeaders(
  rawHeaders: readonly string[],
  identity: CallIdentity,
  own: readonly (readonly [string, string])[],
): string[] {
  const dropped = connectionNames(rawHeaders);
  const replaced = own.length === 0 ? none : new Set(own.map(([name]) => name.toLowerCase()));
  const result: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const field = rawHeaders[i] ?? '';
    const value = rawHeaders[i + 1] ?? '';
    const { name, stopsUpwards } = fieldOf(field);
    if (stopsUpwards || dropped.has(name) || replaced.has(name)) continue;
    if (name === 'authorization' && /^\s*bearer /i.test(value)) continue;
    result.push(field, value);
  }
  const { forwardedFor, scheme, host } = identity.client;
  result.push('X-Request-Id', identity.requestId, 'Via', '1.1 collaboration-keys');
  pushTrace(result, rawHeaders);
  result.push('X-Forwarded-For', forwardedFor, 'X-Forwarded-Proto', scheme);
  if (host !== undefined) result.push('X-Forwarded-Host', host);
  result.push('X-Collaboration-Key', identity.keyId, 'X-Collaboration-Environment', identity.environment);
  for (const [name, value] of own) result.push(name, value);
  return result;
}

/** CGI-like upstreams read `X_Collaboration_Key` as `X-Collaboration-Key`, so both spellings are one name here. */
function isOurs(field: string): boolean {
  const name = field.includes('_') ? field.replaceAll('_', '-') : field;
  if (hopByHop.has(name) || notForwarded.has(name)) return true;
  return name.startsWith('x-') && (name.startsWith('x-collaboration-') || name.startsWith('x-forwarded-'));
}

type Field = { name: string; stopsUpwards: boolean; stopsDownwards: boolean };

/** The same few names come with every call. Whoever invents many of them only empties this. */
const fields = new Map<string, Field>();
const mostFields = 1_000;

function fieldOf(field: string): Field {
  const known = fields.get(field);
  if (known !== undefined) return known;
  const name = field.toLowerCase();
  const ofAnswer = name === 'x-request-id' || name.startsWith('access-control-');
  const read = { name, stopsUpwards: isOurs(name), stopsDownwards: hopByHop.has(name) || ofAnswer };
  if (fields.size >= mostFields) fields.clear();
  fields.set(field, read);
  return read;
}

/** The upstream's answer without its connection's fields and without its own CORS and request id. */
export function answerHeaders(rawHeaders: readonly string[]): string[] {
  const dropped = connectionNames(rawHeaders);
  const result: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const field = rawHeaders[i] ?? '';
    const { name, stopsDownwards } = fieldOf(field);
    if (stopsDownwards || dropped.has(name)) continue;
    result.push(field, rawHeaders[i + 1] ?? '');
  }
  return result;
}

const none: ReadonlySet<string> = new Set();

/** Names that a Connection field makes hop-by-hop as well; never the two that frame the body. */
function connectionNames(rawHeaders: readonly string[]): ReadonlySet<string> {
  if (headerValue(rawHeaders, 'connection') === undefined) return none;
  const named = headerValues(rawHeaders, 'connection').flatMap(value => value.toLowerCase().split(/\s*,\s*/));
  return new Set(named.map(name => name.trim()).filter(name => name !== 'content-length' && name !== 'host'));
}

/** W3C Trace Context, 3.2 and 3.3: a valid parent is kept with a span of our own and its state; else a new trace begins. */
function pushTrace(result: string[], rawHeaders: readonly string[]): void {
  const span = randomHex(8);
  const parents = headerValues(rawHeaders, 'traceparent');
  const parent = parents.length === 1 ? traceParent.exec(parents[0] ?? '') : null;
  if (parent === null) {
    result.push('traceparent', `00-${randomHex(16)}-${span}-00`);
    return;
  }
  result.push('traceparent', `00-${parent[1]}-${span}-${parent[2]}`);
  for (const state of headerValues(rawHeaders, 'tracestate')) result.push('tracestate', state);
}

const traceParent = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/;

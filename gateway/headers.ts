import type { Environment } from '@ck/shared/endpoints';
import type { ClientOrigin } from './client-address.ts';
import { kind, stopsDownwards, stopsUpwards } from './field-kinds.ts';
import { type Fields, linesOf } from './fields.ts';
import { randomHex } from './request-id.ts';

export type CallIdentity = {
  requestId: string;
  keyId: string;
  environment: Environment;
  client: ClientOrigin;
};

/** An endpoint's own upstream headers: name, value. They stay the same list until they change. */
type OwnHeaders = readonly (readonly [string, string])[];

/** The header lines of a request as the upstream gets them. The key, in whichever field it came, is not in them. */
export function upstreamLines(fields: Fields, identity: CallIdentity, own: OwnHeaders): string {
  const { lines: ownLines, names: replaced } = own.length === 0 ? nothingOwn : readOwn(own);
  const { forwardedFor, scheme, host } = identity.client;
  const forwardedHost = host === undefined ? '' : `X-Forwarded-Host: ${host}\r\n`;
  return `${keptLines(fields, stopsUpwards, replaced)}X-Request-Id: ${identity.requestId}\r\nVia: 1.1 collaboration-keys\r\n${traceLines(fields)}X-Forwarded-For: ${forwardedFor}\r\nX-Forwarded-Proto: ${scheme}\r\n${forwardedHost}X-Collaboration-Key: ${identity.keyId}\r\nX-Collaboration-Environment: ${identity.environment}\r\n${ownLines}`;
}

/** The header lines of the upstream's answer without its connection's fields and without its own CORS and request id. */
export function answerLines(fields: Fields, status: number): string {
  // RFC 9110, 8.6: a 204 has no length.
  return keptLines(fields, status === 204 ? stopsDownwardsOf204 : stopsDownwards, none);
}

const stopsDownwardsOf204 = stopsDownwards.map((stops, each) => stops || each === kind.contentLength);

const none: ReadonlySet<string> = new Set();
const nothingOwn: { lines: string; names: ReadonlySet<string> } = { lines: '', names: none };
const ownRead = new WeakMap<OwnHeaders, { lines: string; names: ReadonlySet<string> }>();

function readOwn(own: OwnHeaders) {
  const known = ownRead.get(own);
  if (known !== undefined) return known;
  const read = { lines: linesOf(own.flat()), names: new Set(own.map(([name]) => name.toLowerCase())) };
  ownRead.set(own, read);
  return read;
}

/** What goes on: not by its kind, nor by a name that its connection's field or the endpoint's own fields take out. */
function keptLines(fields: Fields, stops: readonly boolean[], replaced: ReadonlySet<string>): string {
  const named = connectionNames(fields);
  const mayBeKey = stops === stopsUpwards && fields.has(kind.authorization);
  if (named.size === 0 && replaced.size === 0 && !mayBeKey) return fields.linesWithout(stops);
  return fields.linesWithout(stops, i => {
    const name = fields.name(i).toLowerCase();
    if (named.has(name) || replaced.has(name)) return true;
    return mayBeKey && name === 'authorization' && /^\s*bearer /i.test(fields.value(i));
  });
}

/** Names that a Connection field makes hop-by-hop as well; never the two that frame the body. */
function connectionNames(fields: Fields): ReadonlySet<string> {
  const first = fields.find(kind.connection);
  if (first < 0) return none;
  const values = fields.all(kind.connection);
  // The two that nearly all have name no other field.
  if (values.length === 1 && usual.has(values[0] ?? '')) return none;
  const named = values.flatMap(value => value.toLowerCase().split(','));
  return new Set(named.map(name => name.trim()).filter(name => name !== 'content-length' && name !== 'host'));
}

const usual: ReadonlySet<string> = new Set(['keep-alive', 'Keep-Alive', 'close']);

/** W3C Trace Context, 3.2 and 3.3: a valid parent is kept with a span of our own and its state; else a new trace begins. */
function traceLines(fields: Fields): string {
  const at = fields.find(kind.traceparent);
  const isOne = at >= 0 && fields.find(kind.traceparent, at + 1) < 0;
  const parent = isOne ? traceParent.exec(fields.value(at)) : null;
  if (parent === null) {
    const drawn = randomHex(24);
    return `traceparent: 00-${drawn.slice(0, 32)}-${drawn.slice(32)}-00\r\n`;
  }
  const states = fields.all(kind.tracestate).map(state => `tracestate: ${state}\r\n`);
  return `traceparent: 00-${parent[1]}-${randomHex(8)}-${parent[2]}\r\n${states.join('')}`;
}

const traceParent = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/;

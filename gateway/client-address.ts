import ipaddr from 'ipaddr.js';
import { kind } from './field-kinds.ts';
import type { Fields } from './fields.ts';

/** Networks whose X-Forwarded-For is believed. */
export type TrustedProxies = readonly [ipaddr.IPv4 | ipaddr.IPv6, number][];

/** Reads `10.0.0.0/8, 192.0.2.7`. @throws Error naming what is not a network */
export function parseTrustedProxies(text: string): TrustedProxies {
  const parts = text.split(/[\s,]+/).filter(part => part !== '');
  return parts.map(part => {
    if (part.includes('/')) return ipaddr.parseCIDR(part);
    const address = ipaddr.process(part);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  });
}

/** Where a call came from, as far as it can be believed; this is also what the upstream is told. */
export type ClientOrigin = {
  /** The nearest address that no trusted proxy stands for. */
  address: string;
  /** The whole chain, for X-Forwarded-For. */
  forwardedFor: string;
  scheme: 'http' | 'https';
  /** The host that the client asked for. */
  host: string | undefined;
};

/** Reads `X-Forwarded-*` when a trusted proxy sent them; from anybody else they are only a claim. */
export function clientOrigin(
  socketAddress: string,
  fields: Fields,
  { trustedProxies: trusted, scheme }: { trustedProxies: TrustedProxies; scheme: 'http' | 'https' },
): ClientOrigin {
  const own = plain(socketAddress);
  const host = fields.first(kind.host);
  if (!isTrusted(own, trusted)) return { address: own, forwardedFor: own, scheme, host };
  const told = fields.all(kind.forwardedFor).flatMap(value => value.split(',').map(part => part.trim()));
  const chain = [...told.filter(part => ipaddr.isValid(part)).map(plain), own];
  const address = chain.findLast(part => !isTrusted(part, trusted)) ?? chain[0] ?? own;
  return {
    address,
    forwardedFor: chain.join(', '),
    scheme: fields.first(kind.forwardedProto)?.toLowerCase() === 'https' ? 'https' : 'http',
    host: fields.first(kind.forwardedHost) ?? host,
  };
}

/** Reading an address costs more than the rest of this; few clients come from many. */
const plains = new Map<string, string>();
const mostPlains = 10_000;

function plain(address: string): string {
  if (address === last.address) return last.plain;
  const read = readPlain(address);
  last = { address, plain: read };
  return read;
}

/** Of many calls the next comes from where the last came from. */
let last = { address: '', plain: '' };

function readPlain(address: string): string {
  const known = plains.get(address);
  if (known !== undefined) return known;
  const read = ipaddr.isValid(address) ? ipaddr.process(address).toString() : address;
  if (plains.size >= mostPlains) plains.clear();
  plains.set(address, read);
  return read;
}

function isTrusted(address: string, trusted: TrustedProxies): boolean {
  if (trusted.length === 0 || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return trusted.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits));
}

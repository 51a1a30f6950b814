import ipaddr from 'ipaddr.js';
import { headerValues } from './header-list.ts';

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

/** The nearest address that no trusted proxy stands for, and the chain to tell the upstream. */
export function clientAddress(
  socketAddress: string,
  rawHeaders: readonly string[],
  trusted: TrustedProxies,
): { address: string; forwardedFor: string } {
  const own = plain(socketAddress);
  if (!isTrusted(own, trusted)) return { address: own, forwardedFor: own };
  const told = headerValues(rawHeaders, 'x-forwarded-for').flatMap(value =>
    value.split(',').map(part => part.trim()),
  );
  const chain = [...told.filter(part => ipaddr.isValid(part)).map(plain), own];
  const address = chain.findLast(part => !isTrusted(part, trusted)) ?? chain[0] ?? own;
  return { address, forwardedFor: chain.join(', ') };
}

const plain = (address: string) => (ipaddr.isValid(address) ? ipaddr.process(address).toString() : address);

function isTrusted(address: string, trusted: TrustedProxies): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return trusted.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits));
}

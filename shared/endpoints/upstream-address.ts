import ipaddr from 'ipaddr.js';
import { DomainError } from '../errors.ts';

/** `allowLoopback` is for development only: the sample upstream runs on the same machine. */
export type AddressPolicy = { allowLoopback: boolean };

/**
 * True for every address that is not a public unicast one: private, loopback, link-local with the cloud's metadata,
 * carrier-grade NAT, multicast, unspecified, reserved; also when wrapped into IPv6 (mapped, NAT64, 6to4, Teredo).
 */
export function isForbiddenAddress(ip: string, { allowLoopback }: AddressPolicy): boolean {
  const bare = ip.replace(/^\[|\]$/g, '');
  if (!ipaddr.isValid(bare)) return true;
  const address = ipaddr.process(bare);
  const range = address.range();
  if (range === 'loopback') return !allowLoopback;
  return range !== 'unicast';
}

/**
 * The upstream's base address as it will be called: http(s), no credentials, query or fragment, no trailing slash.
 * @throws DomainError `invalid` for what is no such address, `upstream_forbidden` for a forbidden IP address.
 */
export function readUpstreamUrl(text: string, policy: AddressPolicy, field: string): URL {
  const url = readAddress(text, policy, field);
  if (url.search !== '' || url.hash !== '')
    throw new DomainError('invalid', 'Leave "?" and "#" out: each call brings its own query.', { field });
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

/**
 * An http(s) address that this machine may ask, of a document too: without credentials.
 * @throws DomainError `invalid` for what is no such address, `upstream_forbidden` for a forbidden IP address.
 */
export function readAddress(text: string, policy: AddressPolicy, field: string): URL {
  const url = URL.parse(text.trim());
  const refuse = (message: string) => new DomainError('invalid', message, { field });
  if (url === null) throw refuse('Enter a whole address, such as https://api.harbor.example/v1.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw refuse(`The address must begin with https:// or http://, not ${url.protocol.slice(0, 20)}//.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw refuse('Leave user name and password out of the address. Send credentials as an upstream header.');
  }
  if (text.length > 2000) throw refuse('The address has more than 2,000 characters.');
  if (isLiteral(url.hostname) && isForbiddenAddress(url.hostname, policy))
    throw forbiddenUpstream(url.hostname, field);
  return url;
}

export function forbiddenUpstream(address: string, field: string): DomainError {
  const message = `${address} is in a network that the gateway must not call. Use an address that is public.`;
  return new DomainError('upstream_forbidden', message, { field });
}

/** The URL parser has already turned every spelling of an IPv4 address (0x7f.1, 2130706433) into dotted form. */
function isLiteral(hostname: string): boolean {
  return hostname.startsWith('[') || ipaddr.IPv4.isValidFourPartDecimal(hostname);
}

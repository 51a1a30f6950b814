import { expect, test } from 'vitest';
import { clientOrigin, parseTrustedProxies } from './client-address.ts';
import { Fields } from './fields.ts';

const trusted = parseTrustedProxies('10.0.0.0/8, 192.0.2.7 2001:db8::/32');
const of = (socketAddress: string, ...rawHeaders: string[]) =>
  clientOrigin(socketAddress, Fields.of(rawHeaders), { trustedProxies: trusted, scheme: 'http' });

test('what a stranger says about forwarding is not believed', () => {
  const claims = [
    'X-Forwarded-For',
    '9.9.9.9',
    'X-Forwarded-Proto',
    'https',
    'X-Forwarded-Host',
    'b.example',
  ];
  expect(of('203.0.113.5', 'Host', 'a.example', ...claims)).toEqual({
    address: '203.0.113.5',
    forwardedFor: '203.0.113.5',
    scheme: 'http',
    host: 'a.example',
  });
});

test('a trusted proxy tells client, scheme and host', () => {
  const told = [
    'X-Forwarded-For',
    '203.0.113.5',
    'X-Forwarded-Proto',
    'HTTPS',
    'X-Forwarded-Host',
    'b.example',
  ];
  expect(of('10.1.2.3', 'Host', 'a.example', ...told)).toEqual({
    address: '203.0.113.5',
    forwardedFor: '203.0.113.5, 10.1.2.3',
    scheme: 'https',
    host: 'b.example',
  });
});

test('the nearest address without trust is the client: what stands before it is its own claim', () => {
  expect(of('10.1.2.3', 'X-Forwarded-For', '1.1.1.1, 203.0.113.5, 192.0.2.7').address).toBe('203.0.113.5');
});

test('only trusted addresses: the farthest of them called', () => {
  expect(of('10.1.2.3', 'X-Forwarded-For', '10.9.9.9').address).toBe('10.9.9.9');
  expect(of('10.1.2.3').address).toBe('10.1.2.3');
});

test('IPv4 in IPv6 is the IPv4 address, and what is no address is left out', () => {
  expect(of('::ffff:203.0.113.5').address).toBe('203.0.113.5');
  expect(of('::ffff:10.1.2.3', 'X-Forwarded-For', 'unknown, "x", 203.0.113.5').forwardedFor).toBe(
    '203.0.113.5, 10.1.2.3',
  );
  expect(of('2001:db8::1', 'X-Forwarded-For', '2001:4860::8').address).toBe('2001:4860::8');
});

test('a setting that is no network is an error', () => {
  expect(() => parseTrustedProxies('10.0.0.0/8, nonsense')).toThrow();
  expect(parseTrustedProxies('')).toEqual([]);
});

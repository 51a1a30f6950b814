import { expect, test } from 'vitest';
import { isForbiddenAddress, readUpstreamUrl } from './upstream-address.ts';

const production = { allowLoopback: false };
const development = { allowLoopback: true };

test.each([
  '127.0.0.1',
  '127.9.9.9',
  '::1',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '::',
  '224.0.0.1',
  '255.255.255.255',
  'fe80::1',
  'fc00::1',
  'fd00:ec2::254',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001::1',
  '2001:db8::1',
  'not an address',
])('%s is never called', ip => {
  expect(isForbiddenAddress(ip, production)).toBe(true);
});

test.each(['93.184.216.34', '1.1.1.1', '2606:4700:4700::1111'])('%s is public', ip => {
  expect(isForbiddenAddress(ip, production)).toBe(false);
});

test('development opens loopback and nothing else', () => {
  expect(isForbiddenAddress('127.0.0.1', development)).toBe(false);
  expect(isForbiddenAddress('::ffff:127.0.0.1', development)).toBe(false);
  expect(isForbiddenAddress('10.0.0.1', development)).toBe(true);
  expect(isForbiddenAddress('169.254.169.254', development)).toBe(true);
});

test.each([
  ['orders.example', 'whole address'],
  ['ftp://orders.example', 'https://'],
  ['javascript:alert(1)', 'https://'],
  ['https://user:pass@orders.example', 'user name'],
  ['https://orders.example/?a=1', '"?"'],
  ['https://orders.example/#a', '"#"'],
])('%s is refused as an upstream', (text, reason) => {
  expect(() => readUpstreamUrl(text, production, 'upstream')).toThrow(reason);
});

test.each([
  'http://0x7f.1/',
  'http://2130706433/',
  'http://127.1',
  'http://[::1]:80/',
  'http://[::ffff:7f00:1]/',
])('%s is seen through as loopback', text => {
  expect(() => readUpstreamUrl(text, production, 'upstream')).toThrow(
    expect.objectContaining({ code: 'upstream_forbidden', field: 'upstream' }),
  );
});

test('the address keeps its path without a trailing slash', () => {
  expect(readUpstreamUrl(' https://Orders.Example/v1/ ', production, 'upstream').href).toBe(
    'https://orders.example/v1',
  );
});

import { expect, test } from 'vitest';
import type { RequestHead } from './exchange.ts';
import { Fields } from './fields.ts';
import { checkFraming } from './framing.ts';
import { defaultLimits } from './limits.ts';

const head = (target: string, rawHeaders: string[] = ['Host', 'a'], more: Partial<RequestHead> = {}) =>
  checkFraming(
    {
      method: 'GET',
      target,
      httpVersion: '1.1',
      fields: Fields.of(rawHeaders),
      address: '127.0.0.1',
      ...more,
    },
    defaultLimits,
  );

const codeOf = (framing: ReturnType<typeof head>) => (framing.ok ? 'ok' : framing.code);

test('path and query pass byte for byte, nothing is decoded', () => {
  expect(head('/orders/a%20b/%C3%A9?q=%2F..%2F&r=a+b')).toEqual({
    ok: true,
    path: '/orders/a%20b/%C3%A9',
    query: 'q=%2F..%2F&r=a+b',
    hasBody: false,
  });
});

test.each(['/orders', '/', '//x', '/...', '/a..b', '/..a', '/a/.b', '/%252e%252e/x', '/a;v=1', '/a?x=../..'])(
  '%s is a path like any other',
  target => {
    expect(codeOf(head(target))).toBe('ok');
  },
);

test.each([
  ...['/..', '/.', '/a/../b', '/a/./b', '/a/..', '/../', '/..;/x', '/.;v=1/x', '/..?x=1'],
  ...['/%2e%2e/x', '/%2E./x', '/.%2e', '/a/%2e', '/%2e%2e;x/y'],
  ...['/a%2fb', '/a%2Fb', '/a%5cb', '/a%5Cb', '/a\\b', '/%00', '/a%0d%0ab', '/a%7f'],
  ...['/a%', '/a%2', '/a%zz', '/a%u002e', '/a b', '/caf\u00e9', '/a#b', 'orders', '*', ''],
])('%j could be read in two ways and is refused', target => {
  expect(codeOf(head(target))).toBe('request_malformed');
});

test('an absolute target must name the host that Host names', () => {
  expect(head('http://Shop.example:80/x?y', ['Host', 'shop.example:80'])).toMatchObject({ path: '/x' });
  expect(head('http://a', ['Host', 'a'])).toMatchObject({ ok: true, path: '/' });
  expect(codeOf(head('http://b/x', ['Host', 'a']))).toBe('request_malformed');
  expect(codeOf(head('http://u@a/x', ['Host', 'a']))).toBe('request_malformed');
  expect(codeOf(head('ftp://a/x', ['Host', 'a']))).toBe('request_malformed');
});

test('exactly one Host that is a host; HTTP/1.0 may have none', () => {
  expect(codeOf(head('/x', []))).toBe('request_malformed');
  expect(codeOf(head('/x', [], { httpVersion: '1.0' }))).toBe('ok');
  expect(codeOf(head('/x', ['Host', 'a', 'hOST', 'a']))).toBe('request_malformed');
  for (const host of ['a, b', 'a b', 'a/b', 'user@a', 'a?b', '']) {
    expect(codeOf(head('/x', ['Host', host]))).toBe('request_malformed');
  }
  for (const host of ['api.example', 'api.example:8443', '[::1]:4000', '127.0.0.1']) {
    expect(codeOf(head('/x', ['Host', host]))).toBe('ok');
  }
});

test.each<[string, string[], string]>([
  ['gzip before chunked', ['Transfer-Encoding', 'gzip, chunked'], '1.1'],
  ['two codings', ['Transfer-Encoding', 'chunked', 'Transfer-Encoding', 'chunked'], '1.1'],
  ['a coding that is not chunked', ['Transfer-Encoding', 'xchunked'], '1.1'],
  ['chunked and a length', ['Transfer-Encoding', 'chunked', 'Content-Length', '3'], '1.1'],
  ['chunked in HTTP/1.0', ['Transfer-Encoding', 'chunked'], '1.0'],
  ['two lengths', ['Content-Length', '3', 'Content-Length', '3'], '1.1'],
  ['a list of lengths', ['Content-Length', '3, 3'], '1.1'],
  ['a signed length', ['Content-Length', '+3'], '1.1'],
  ['a hexadecimal length', ['Content-Length', '0x3'], '1.1'],
  ['a length beyond all numbers', ['Content-Length', '99999999999999999999'], '1.1'],
])('%s: the end of the body would be a matter of opinion', (_, fields, httpVersion) => {
  expect(codeOf(head('/x', ['Host', 'a', ...fields], { method: 'POST', httpVersion }))).toBe(
    'request_malformed',
  );
});

test('a body is announced by chunks or by a length above 0', () => {
  expect(head('/x', ['Host', 'a', 'transfer-encoding', 'Chunked'])).toMatchObject({ hasBody: true });
  expect(head('/x', ['Host', 'a', 'content-length', '1'])).toMatchObject({ hasBody: true });
  expect(head('/x', ['Host', 'a', 'content-length', '0'])).toMatchObject({ hasBody: false });
});

test('the limits themselves are still possible, one more is not', () => {
  const { uriBytes, headerFields, bodyBytes } = defaultLimits;
  expect(codeOf(head(`/${'x'.repeat(uriBytes - 1)}`))).toBe('ok');
  expect(codeOf(head(`/${'x'.repeat(uriBytes)}`))).toBe('uri_too_long');
  const fields = (count: number) =>
    Array.from({ length: count - 1 }, () => ['X-A', 'b'])
      .flat()
      .concat('Host', 'a');
  expect(codeOf(head('/x', fields(headerFields)))).toBe('ok');
  expect(codeOf(head('/x', fields(headerFields + 1)))).toBe('headers_too_large');
  expect(codeOf(head('/x', ['Host', 'a', 'X-A', 'b'.repeat(defaultLimits.headerBytes)]))).toBe(
    'headers_too_large',
  );
  expect(codeOf(head('/x', ['Host', 'a', 'Content-Length', String(bodyBytes)]))).toBe('ok');
  expect(codeOf(head('/x', ['Host', 'a', 'Content-Length', String(bodyBytes + 1)]))).toBe('body_too_large');
});

test('OPTIONS may ask about the whole server', () => {
  expect(codeOf(head('*', ['Host', 'a'], { method: 'OPTIONS' }))).toBe('ok');
});

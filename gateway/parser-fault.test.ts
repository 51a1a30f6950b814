import { expect, test } from 'vitest';
import { denialOfFault } from './parser-fault.ts';

const packet = (text: string) => ({ rawPacket: Buffer.from(text, 'latin1'), bytesParsed: text.length });

test('a method that the parser does not know is 405 and named', () => {
  const fault = { code: 'HPE_INVALID_METHOD', ...packet('BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n') };
  expect(denialOfFault(fault)).toEqual({ code: 'method_not_allowed', method: 'BREW' });
});

test.each(['\x16\x03\x01 tls', 'hello\r\n\r\n', 'BREW /pot\r\n', 'a\u0000b /x HTTP/1.1\r\n'])(
  '%j is no request at all',
  text => {
    expect(denialOfFault({ code: 'HPE_INVALID_METHOD', ...packet(text) })).toEqual({
      code: 'request_malformed',
    });
  },
);

test('an overflow in the request line is the URL’s, one after it the headers’', () => {
  const line = `GET /${'x'.repeat(40_000)}`;
  const overflow = (text: string) => denialOfFault({ code: 'HPE_HEADER_OVERFLOW', ...packet(text) }).code;
  expect(overflow(line)).toBe('uri_too_long');
  expect(overflow(`GET / HTTP/1.1\r\nX-A: ${'x'.repeat(40_000)}`)).toBe('headers_too_large');
  expect(overflow('x'.repeat(1000))).toBe('headers_too_large');
});

test('what arrives too slowly is a timeout, everything else malformed', () => {
  expect(denialOfFault({ code: 'ERR_HTTP_REQUEST_TIMEOUT' }).code).toBe('request_timeout');
  expect(denialOfFault({ code: 'HPE_UNEXPECTED_CONTENT_LENGTH' }).code).toBe('request_malformed');
  expect(denialOfFault({}).code).toBe('request_malformed');
});

test('a known method is not the fault, where the faulty bytes stand behind a request that was read', () => {
  const rawPacket = Buffer.from('GET /x HTTP/1.1\r\nHost: a\r\n\r\nnonsense');
  expect(denialOfFault({ code: 'HPE_INVALID_METHOD', rawPacket })).toEqual({ code: 'request_malformed' });
});

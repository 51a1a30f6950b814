import { expect, test } from 'vitest';
import { failureOf, isRepeatable, isReset } from './upstream-failure.ts';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

test.each([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EFORBIDDEN',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  '',
])('without a connection the upstream is unreachable and got nothing: %j', code => {
  expect(failureOf(withCode(code), false)).toBe('upstream_unreachable');
});

test('on a connection slowness is a timeout, everything else a reset that may have had its effect', () => {
  expect(failureOf(withCode('UND_ERR_HEADERS_TIMEOUT'), true)).toBe('upstream_timeout');
  for (const code of ['UND_ERR_SOCKET', 'ECONNRESET', 'HPE_INVALID_CONSTANT', 'ECONNREFUSED']) {
    expect(failureOf(withCode(code), true)).toBe('upstream_reset');
  }
  expect(failureOf(undefined, true)).toBe('upstream_reset');
});

test('only a read without a body may be sent again, and only after a dead connection', () => {
  expect([isRepeatable('GET', false), isRepeatable('HEAD', false)]).toEqual([true, true]);
  expect(isRepeatable('GET', true)).toBe(false);
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect(isRepeatable(method, false)).toBe(false);
  expect(isReset(withCode('ECONNRESET'))).toBe(true);
  expect(isReset(withCode('UND_ERR_HEADERS_TIMEOUT'))).toBe(false);
  expect(isReset(withCode('ECONNREFUSED'))).toBe(false);
});

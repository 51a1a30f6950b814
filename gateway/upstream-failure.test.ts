import { expect, test } from 'vitest';
import { BodyTooLargeError, failureOf, isRepeatable, isReset } from './upstream-failure.ts';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

test.each([
  ['ECONNREFUSED', 'upstream_unreachable'],
  ['ENOTFOUND', 'upstream_unreachable'],
  ['EFORBIDDEN', 'upstream_unreachable'],
  ['UND_ERR_CONNECT_TIMEOUT', 'upstream_unreachable'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'upstream_unreachable'],
  ['CERT_HAS_EXPIRED', 'upstream_unreachable'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'upstream_unreachable'],
  ['UND_ERR_HEADERS_TIMEOUT', 'upstream_timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'upstream_timeout'],
  ['UND_ERR_SOCKET', 'upstream_reset'],
  ['HPE_INVALID_CONSTANT', 'upstream_reset'],
])('%s is told as %s', (code, expected) => {
  expect(failureOf(withCode(code))).toBe(expected);
});

test('a body beyond its limit is the client’s fault, not the upstream’s', () => {
  expect(failureOf(new BodyTooLargeError())).toBe('body_too_large');
});

test('what is no error with a code is still a failure', () => {
  expect(failureOf(undefined)).toBe('upstream_reset');
  expect(isReset('ECONNRESET')).toBe(false);
});

test('only a read without a body may be sent again, and only after a dead connection', () => {
  expect([isRepeatable('GET', false), isRepeatable('HEAD', false)]).toEqual([true, true]);
  expect(isRepeatable('GET', true)).toBe(false);
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect(isRepeatable(method, false)).toBe(false);
  expect(isReset(withCode('ECONNRESET'))).toBe(true);
  expect(isReset(withCode('UND_ERR_HEADERS_TIMEOUT'))).toBe(false);
  expect(isReset(withCode('ECONNREFUSED'))).toBe(false);
});

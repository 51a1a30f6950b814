import { expect, test } from 'vitest';
import { corsLines, preflightLines } from './cors.ts';
import { type Denial, type DenialCode, renderDenial, statusOf } from './denials.ts';

const statuses: Record<DenialCode, number> = {
  gateway_not_fresh: 503,
  log_unavailable: 503,
  request_malformed: 400,
  key_ambiguous: 400,
  key_missing: 401,
  key_malformed: 401,
  key_unknown: 401,
  key_replaced: 401,
  key_in_query: 401,
  key_inactive: 403,
  permission_missing: 403,
  endpoint_mismatch: 403,
  endpoint_unknown: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  body_too_large: 413,
  request_invalid: 422,
  uri_too_long: 414,
  headers_too_large: 431,
  upstream_unreachable: 502,
  upstream_reset: 502,
  upstream_timeout: 504,
  overloaded: 503,
  not_deployed: 503,
};
const codes = Object.keys(statuses) as DenialCode[];

const facts: Omit<Denial, 'code'> = {
  method: 'PUT',
  environment: 'production',
  needed: 'update',
  held: ['read'],
  replacedAt: new Date('2026-01-02T03:04:05Z'),
};

test.each(codes)('%s has the status of the contract and a whole problem document', code => {
  const { status, headers, body } = renderDenial({ code, ...facts }, 'request-1');
  expect(status).toBe(statuses[code]);
  expect(statusOf(code)).toBe(status);
  expect(JSON.parse(body.toString())).toMatchObject({
    type: `urn:collaboration-keys:problem:${code}`,
    title: expect.stringMatching(/^[A-Z]/),
    status,
    code,
    detail: expect.stringMatching(/\.$/),
    requestId: 'request-1',
  });
  const names = headers.filter((_, at) => at % 2 === 0);
  expect(headers[names.indexOf('Content-Length') * 2 + 1]).toBe(String(body.length));
  expect(names.includes('WWW-Authenticate')).toBe(status === 401);
  expect(names.includes('Allow')).toBe(status === 405);
  expect(names.includes('Retry-After')).toBe(status === 503);
});

test('words name what a person can act on', () => {
  const detailOf = (code: DenialCode) =>
    JSON.parse(renderDenial({ code, ...facts }, 'r').body.toString()).detail;
  expect(detailOf('key_inactive')).toContain('Production');
  expect(detailOf('key_replaced')).toContain('2026-01-02T03:04:05.000Z');
  for (const word of ['PUT', 'update', 'read', 'Production']) {
    expect(detailOf('permission_missing')).toContain(word);
  }
});

test('a preflight allows Authorization by name, which a star does not cover', () => {
  expect(preflightLines).toContain('Authorization');
});

test('an endpoint’s list of origins opens answers to these only, and never with credentials', () => {
  const list = ['https://app.example'];
  expect(corsLines(list, 'https://app.example')).toContain(': https://app.example\r\n');
  expect(corsLines(list, 'https://evil.example')).toBe('Vary: Origin\r\n');
  expect(corsLines(list, undefined)).toBe('Vary: Origin\r\n');
  expect(corsLines('*', 'https://any.example')).toContain('Access-Control-Allow-Origin: *\r\n');
  expect(corsLines('*', undefined) + corsLines(list, list[0])).not.toContain('Credentials');
});

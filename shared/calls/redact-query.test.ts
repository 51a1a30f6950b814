import { expect, test } from 'vitest';
import { createKeyText } from '../keys/index.ts';
import { redactQuery } from './redact-query.ts';

test('an ordinary query is stored as it was sent', () => {
  expect(redactQuery('status=open&page=2&q=%E2%9C%93&flag')).toBe('status=open&page=2&q=%E2%9C%93&flag');
  const harmless = 'signup=1&shipping=dhl&pinned=2&side=left';
  expect(redactQuery(harmless)).toBe(harmless);
  expect(redactQuery('')).toBe('');
});

test.each([
  ...['api_key', 'access_token', 'client_secret', 'password', 'X-Amz-Signature', 'auth', '%61pi_key'],
  ...['sig', 'pwd', 'id_jwt', 'X-Amz-Credential', 'bearer', 'user-pin', 'otp'],
])('the value of %s is not stored', name => {
  expect(redactQuery(`a=1&${name}=hunter2&b=2`)).toBe(`a=1&${name}=[secret]&b=2`);
});

test('a key text is not stored under whatever name, encoded or not', () => {
  const key = createKeyText('production');
  for (const query of [`q=${key}`, `q=${key.replace('_', '%5F')}`, key, `${key}=1`, `q=a${key}b`]) {
    expect(redactQuery(query)).not.toContain(key.slice(-10));
  }
});

test('a query that cannot be decoded does not break', () => {
  expect(redactQuery('q=%E0%A4%A')).toBe('q=%E0%A4%A');
});

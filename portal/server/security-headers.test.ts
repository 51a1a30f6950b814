import { expect, test } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from './security-headers.ts';

test('scripts run by nonce only, and no other site may frame, embed or receive our forms', () => {
  const policy = contentSecurityPolicy('abc');
  expect(policy).toContain("script-src 'self' 'nonce-abc';");
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  for (const part of [
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]) {
    expect(policy).toContain(part);
  }
});

test('the address of a page never leaves this site', () => {
  expect(securityHeaders('abc', false)['Referrer-Policy']).toBe('same-origin');
});

test('https is remembered where it is spoken, and only there', () => {
  expect(securityHeaders('abc', true)).toHaveProperty('Strict-Transport-Security');
  expect(securityHeaders('abc', false)).not.toHaveProperty('Strict-Transport-Security');
});

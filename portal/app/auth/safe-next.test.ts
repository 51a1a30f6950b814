import { expect, test } from 'vitest';
import { safeNext } from './safe-next.ts';

test.each(['/apis', '/apis/orders/keys/01J?environment=production', '/shared/x#calls', '/'])(
  '%j is ours',
  path => {
    expect(safeNext(path)).toBe(path);
  },
);

test.each([
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/%0d%0a\r\nSet-Cookie: a=b',
  'https://evil.example',
  'javascript:alert(1)',
  'apis',
  '',
  ' /apis',
  '/a\\b',
  `/${'a'.repeat(2_001)}`,
  null,
  undefined,
  7,
])('%j leads home', path => {
  expect(safeNext(path)).toBe('/');
});

test('what is called ours stays on this site when a browser resolves it', () => {
  const origin = 'https://portal.example';
  for (const path of [
    '/x',
    '/.//evil.example',
    '/;@evil.example',
    '/?next=//evil.example',
    '/%2f%2fevil.example',
  ]) {
    expect(new URL(safeNext(path), origin).origin).toBe(origin);
  }
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readConsoleRequest } from './read-console-request.server.ts';

const usual = { keyId: 'acme', environment: 'sandbox', method: 'GET', path: '/orders?limit=1', headers: [] };

test('what a console sends is read as it is', () => {
  const sent = { ...usual, method: 'POST', headers: [['Accept', 'application/json']], body: 'e30=' };
  expect(readConsoleRequest(sent)).toEqual(sent);
});

test('headers that are ours to set, or of the connection, are left out; Basic credentials of an API are not', () => {
  const headers = [
    ...[
      'Host',
      'cookie',
      'X-API-KEY',
      'x-console-assertion',
      'Content-Length',
      'Transfer-Encoding',
      'Upgrade',
    ],
    ...['X-Forwarded-For', 'Forwarded', 'Proxy-Authorization', 'Expect', 'Connection'],
  ].map(name => [name, 'x']);
  const kept = [
    ['Authorization', 'Basic a2lt'],
    ['X-Tenant', 'harbor'],
  ];
  const sent = { ...usual, headers: [...headers, ['authorization', ' Bearer ck_sbx_x'], ...kept] };
  expect(readConsoleRequest(sent)?.headers).toEqual(kept);
});

test.each([
  { method: 'OPTIONS' },
  { method: 'CONNECT' },
  { method: 'get' },
  { path: 'orders' },
  { path: '/a b' },
  { path: '/a\r\nHost: evil' },
  { path: '/a#b' },
  { path: '/größe' },
  { environment: 'staging' },
  { headers: [['A b', 'x']] },
  { headers: [['A', 'x\r\nHost: evil']] },
  { headers: [['A', 'x\0']] },
  { body: 'not base64!' },
])('%o is no call of a console', other => {
  expect(readConsoleRequest({ ...usual, ...other })).toBeUndefined();
});

test('whatever is sent, nothing but a line of printable ASCII becomes a path, and no header breaks out of its line', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webPath(),
    fc.constantFrom('/', '/a%2fb', '/\u2028'),
  );
  const request = fc.record({
    ...{
      keyId: fc.constant('acme'),
      environment: fc.constant('sandbox'),
      method: fc.constantFrom('GET', 'PUT', text),
    },
    ...{ path: text, headers: fc.array(fc.tuple(text, text), { maxLength: 3 }) },
  });
  fc.assert(
    fc.property(fc.oneof(request, fc.anything()), value => {
      const read = readConsoleRequest(value);
      if (read === undefined) return;
      expect(read.path).toMatch(/^\/[\x21-\x7e]*$/);
      for (const [name, told] of read.headers) expect(`${name}: ${told}`).not.toMatch(/[\r\n\0]/);
    }),
  );
});

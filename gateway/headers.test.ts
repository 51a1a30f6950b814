import { expect, test } from 'vitest';
import { Fields, listOf } from './fields.ts';
import { answerLines, upstreamLines } from './headers.ts';

const upstreamHeaders = (list: string[], of: typeof identity, own: [string, string][]) =>
  listOf(upstreamLines(Fields.of(list), of, own));
const answerHeaders = (list: string[], status = 200) => listOf(answerLines(Fields.of(list), status));

const identity = {
  requestId: '01J0000000000000000000000A',
  keyId: 'key-1',
  environment: 'sandbox' as const,
  client: {
    address: '203.0.113.5',
    forwardedFor: '203.0.113.5, 10.0.0.1',
    scheme: 'https' as const,
    host: 'api.example',
  },
};

/** As a table: lower-case name to all its values. */
function sent(rawHeaders: string[], own: [string, string][] = []): Record<string, string[]> {
  const list = upstreamHeaders(rawHeaders, identity, own);
  const table: Record<string, string[]> = {};
  for (let i = 0; i < list.length; i += 2) {
    const name = (list[i] ?? '').toLowerCase();
    table[name] = [...(table[name] ?? []), list[i + 1] ?? ''];
  }
  return table;
}

test('ordinary fields pass in order and spelling, repeated ones too', () => {
  const list = upstreamHeaders(
    ['Accept', 'a', 'X-Multi', '1', 'x-multi', '2', 'Cookie', 'c=1'],
    identity,
    [],
  );
  expect(list.slice(0, 8)).toEqual(['Accept', 'a', 'X-Multi', '1', 'x-multi', '2', 'Cookie', 'c=1']);
});

test('fields of one connection stop here, the named ones too', () => {
  const table = sent([
    ...[
      'Connection',
      'close, X-Hop',
      'connection',
      'x-other-hop',
      'Keep-Alive',
      '5',
      'Proxy-Connection',
      'x',
    ],
    ...[
      'TE',
      'gzip',
      'Trailer',
      'x',
      'Transfer-Encoding',
      'chunked',
      'Upgrade',
      'h2c',
      'Expect',
      '100-continue',
    ],
    ...['Proxy-Authorization', 'x', 'X-Hop', '1', 'X-Other-Hop', '2', 'X-Kept', '3', 'Host', 'a'],
  ]);
  for (const name of [
    'connection',
    'keep-alive',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'expect',
  ]) {
    expect(table).not.toHaveProperty(name);
  }
  for (const name of ['x-hop', 'x-other-hop', 'proxy-connection', 'proxy-authorization', 'host']) {
    expect(table).not.toHaveProperty(name);
  }
  expect(table['x-kept']).toEqual(['3']);
});

test('whoever sends a body tells its length; Connection cannot take that of an answer away', () => {
  expect(sent(['Content-Length', '3'])).not.toHaveProperty('content-length');
  const length = ['Content-Length', '3'];
  expect(answerHeaders(['Connection', 'Content-Length', ...length])).toEqual(length);
});

test('the key stops here in every form, another authorization passes', () => {
  const table = sent(['X-Api-Key', 'k', 'Authorization', 'Bearer k', 'authorization', 'Basic YTpi']);
  expect(table).not.toHaveProperty('x-api-key');
  expect(table.authorization).toEqual(['Basic YTpi']);
});

test.each([
  ...['X-Collaboration-Key', 'x_collaboration_key', 'X-Collaboration_Role', 'X-Forwarded-Prefix'],
  ...['X-Console-Assertion', 'X-HTTP-Method-Override', 'X-HTTP-Method', 'X_Method_Override'],
  ...['Forwarded', 'X-Real-IP', 'X_Forwarded_For', 'X-Request-ID', 'X_Api_Key'],
])('no client sets %s', name => {
  expect(JSON.stringify(sent([name, 'forged']))).not.toContain('forged');
});

test('the upstream is told who calls, from where, and through whom', () => {
  expect(sent(['Via', '1.0 cache'])).toMatchObject({
    'x-request-id': [identity.requestId],
    'x-collaboration-key': ['key-1'],
    'x-collaboration-environment': ['sandbox'],
    'x-forwarded-for': ['203.0.113.5, 10.0.0.1'],
    'x-forwarded-proto': ['https'],
    'x-forwarded-host': ['api.example'],
    via: ['1.0 cache', '1.1 collaboration-keys'],
  });
});

test('the endpoint’s own fields replace the client’s', () => {
  const table = sent(
    ['X-Tenant', 'forged', 'x-tenant', 'again', 'Authorization', 'Basic x'],
    [
      ['X-Tenant', 'harbor'],
      ['Authorization', 'Bearer upstream'],
    ],
  );
  expect(table['x-tenant']).toEqual(['harbor']);
  expect(table.authorization).toEqual(['Bearer upstream']);
});

const trace = '0af7651916cd43dd8448eb211c80319c';

test('a valid trace goes on in a span of its own', () => {
  const table = sent(['traceparent', `00-${trace}-b7ad6b7169203331-01`, 'tracestate', 'a=b']);
  expect(table.traceparent?.[0]).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
  expect(table.traceparent?.[0]).not.toContain('b7ad6b7169203331');
  expect(table.tracestate).toEqual(['a=b']);
});

test.each([
  ['no parent', []],
  ['a span of zeros', ['traceparent', `00-${trace}-${'0'.repeat(16)}-01`]],
  ['a trace of zeros', ['traceparent', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`]],
  ['nonsense', ['traceparent', 'x']],
  ['two parents', Array.from({ length: 2 }, () => ['traceparent', `00-${trace}-b7ad6b7169203331-01`]).flat()],
])('with %s a new trace begins, and a stray state does not join it', (_, fields) => {
  const table = sent([...fields, 'tracestate', 'a=b']);
  expect(table.traceparent).toHaveLength(1);
  expect(table.traceparent?.[0]).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  expect(table.traceparent?.[0]).not.toContain(trace);
  expect(table).not.toHaveProperty('tracestate');
});

test('an answer keeps all but its connection’s fields, its CORS and its request id', () => {
  const list = answerHeaders([
    ...['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'ETag', '"x"', 'Vary', 'Accept', 'Date', 'now'],
    ...['Access-Control-Allow-Origin', '*', 'access-control-allow-credentials', 'true', 'X-Request-Id', 'up'],
    ...['Connection', 'X-Hop', 'X-Hop', '1', 'Transfer-Encoding', 'chunked', 'Proxy-Authenticate', 'x'],
  ]);
  expect(list).toEqual([
    ...['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'ETag', '"x"', 'Vary', 'Accept', 'Date', 'now'],
  ]);
});

test('an answer without content has no length (RFC 9110, 8.6)', () => {
  expect(answerHeaders(['Content-Length', '0', 'ETag', '"x"'], 204)).toEqual(['ETag', '"x"']);
});

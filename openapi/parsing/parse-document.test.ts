import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument } from './parse-document.ts';

const good = `openapi: 3.1.0
info:
  title: Orders API
  version: 1.2.0
paths:
  /orders:
    get:
      operationId: listOrders
      responses: { '200': { description: The orders } }
`;

function faultsOf(text: string) {
  const parsed = parseDocument(text);
  return parsed.ok ? [] : parsed.faults;
}

test('a document is accepted as YAML and as JSON, in each version', () => {
  expect(parseDocument(good)).toMatchObject({ ok: true, title: 'Orders API', version: '1.2.0' });
  const info = { title: 'T', version: '1' };
  expect(parseDocument(JSON.stringify({ openapi: '3.0.3', info, paths: {} })).ok).toBe(true);
  expect(parseDocument(JSON.stringify({ swagger: '2.0', info, paths: {} })).ok).toBe(true);
});

test('a syntax fault names its line', () => {
  expect(faultsOf('openapi: 3.1.0\ninfo:\n  title: "Orders\n')[0]).toMatchObject({
    line: expect.any(Number),
  });
  const [fault] = faultsOf('{\n  "openapi": "3.1.0",\n  "info": {,}\n}');
  expect(fault).toMatchObject({ line: 3 });
});

test('what is not an OpenAPI document says so', () => {
  expect(faultsOf('hello')[0]?.message).toContain('not an OpenAPI document');
  expect(faultsOf('{"name": "a package.json"}')[0]?.message).toContain('neither "openapi"');
  expect(faultsOf(good.replace('3.1.0', '4.0.0'))[0]).toMatchObject({ line: 1, path: '/openapi' });
  expect(faultsOf('  \n')[0]?.message).toContain('empty');
});

test('a fault inside names the line and the path', () => {
  expect(faultsOf(good.replace('  /orders:', '  orders:'))[0]).toMatchObject({
    line: 6,
    path: '/paths/orders',
  });
  expect(faultsOf(good.replace('  version: 1.2.0\n', ''))[0]).toMatchObject({ path: '/info/version' });
});

test('a reference out of the document is refused before anything could open it', () => {
  for (const target of ['file:///etc/passwd', 'http://127.0.0.1/x.yaml', './other.yaml', 'other.yaml#/a']) {
    const [fault] = faultsOf(good.replace('{ description: The orders }', `{ $ref: '${target}' }`));
    expect(fault).toMatchObject({ line: 9, message: expect.stringContaining('points outside') });
  }
});

test('an alias bomb is refused, and so is a part that contains itself', () => {
  const bomb = [
    'a0: &a0 [x]',
    ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`),
  ];
  expect(faultsOf(bomb.join('\n'))).not.toEqual([]);
  expect(faultsOf(`${good}x-loop: &loop\n  again: *loop\n`)[0]?.message).toContain('contains itself');
  const shared = parseDocument(`${good}x-one: &one { a: 1 }\nx-two: { <<: *one, b: 2 }\n`);
  expect(shared).toMatchObject({ ok: true, document: { 'x-two': { a: 1, b: 2 } } });
});

test('any text gives an answer, never an exception', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.json(),
        fc.string().map(text => good + text),
      ),
      text => {
        const parsed = parseDocument(text);
        expect(parsed.ok || parsed.faults.length > 0).toBe(true);
      },
    ),
  );
}, 60_000);

test('nesting beyond any reason is a fault, not a crash', () => {
  for (const open of ['[', '{"a":', '- ']) expect(faultsOf(open.repeat(100_000))).not.toEqual([]);
  const deep = `{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{},"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
  expect(faultsOf(deep)[0]?.message).toContain('levels deep');
});

test('every version comes to the same form, with its references in place', () => {
  const two = {
    swagger: '2.0',
    info: { title: 'T', version: '1' },
    host: 'api.example.com',
    basePath: '/v1',
    schemes: ['https'],
    paths: {
      '/pets': {
        post: {
          consumes: ['application/json'],
          parameters: [{ in: 'body', name: 'pet', schema: { $ref: '#/definitions/Pet' } }],
          responses: { 200: { description: 'The pet', schema: { $ref: '#/definitions/Pet' } } },
        },
      },
    },
    definitions: { Pet: { type: 'object', properties: { parent: { $ref: '#/definitions/Pet' } } } },
  };
  const parsed = parseDocument(JSON.stringify(two));
  expect(parsed).toMatchObject({
    ok: true,
    document: {
      openapi: expect.stringMatching(/^3\.1/),
      servers: [{ url: 'https://api.example.com/v1' }],
      paths: {
        '/pets': {
          post: {
            requestBody: {
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
            },
          },
        },
      },
    },
  });
});

test('what is doubtful is told apart from what is wrong', () => {
  const parsed = parseDocument(`openapi: 3.0.0
info: { title: T, version: '1' }
paths:
  /a/{id}:
    get:
      operationId: same
      responses: { '200': { $ref: '#/components/responses/Gone' } }
  /b:
    get: { operationId: same }
`);
  const warnings = parsed.ok ? parsed.warnings : [];
  expect(warnings.map(({ message }) => message)).toEqual([
    'GET /a/{id} does not describe its path parameter "id".',
    '"same" is the operationId of GET /a/{id} as well; this one is told apart by method and path.',
    'GET /b does not say what it answers.',
    '"#/components/responses/Gone" leads nowhere.',
  ]);
  expect(warnings.map(({ line }) => line)).toEqual([5, 9, 9, 7]);
});

test('names that mean something to JavaScript mean nothing here', () => {
  const text = `${good}x-a: { __proto__: { polluted: true }, constructor: { prototype: { polluted: true } } }\n`;
  expect(parseDocument(text).ok).toBe(true);
  expect(
    parseDocument(JSON.stringify({ ...JSON.parse('{"__proto__":{"polluted":1}}'), openapi: '3.1.0' })).ok,
  ).toBe(false);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('a value that is called $ref in an example refers to nothing', () => {
  const example = good.replace(
    '{ description: The orders }',
    "{ description: D, content: { application/json: { example: { $ref: 'file:///etc/passwd' } } } }",
  );
  expect(parseDocument(example).ok).toBe(true);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentWith, onlyOperation } from '../testing/documents.ts';
import { compileValidator } from '../validation/index.ts';
import { exampleRequest } from './index.ts';
import { samplePattern } from './sample-pattern.ts';
import { sampleValue } from './sample-value.ts';

type Json = Record<string, unknown>;

const notUsable = (pointer: string, error: unknown) => {
  throw new Error(pointer, { cause: error });
};

function exampleOf(operation: Json, more: Parameters<typeof documentWith>[1] = {}) {
  const document = documentWith(operation, more);
  return exampleRequest(document, onlyOperation(document));
}

test('what is required is there, with the document’s own examples, encoded where it stands', () => {
  const example = exampleOf(
    {
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'string' }, example: "a/b 'c'" },
        {
          name: 'tags',
          in: 'query',
          required: true,
          schema: { type: 'array', items: { type: 'string' } },
          example: ['x&y', 'z'],
        },
        { name: 'page', in: 'query', schema: { type: 'integer' } },
        {
          name: 'If-Match',
          in: 'header',
          required: true,
          schema: { type: 'string', default: '"é"\r\nX: 1' },
        },
        { name: 'Authorization', in: 'header', required: true, schema: { type: 'string' } },
        { name: 'theme', in: 'cookie', required: true, schema: { enum: ['dark'] } },
      ],
      requestBody: { content: { 'application/json': { examples: { one: { value: { sku: 'A1' } } } } } },
      responses: {},
    },
    { path: '/things/{id}/parts' },
  );
  expect(example).toEqual({
    method: 'POST',
    path: '/things/a%2Fb%20%27c%27/parts',
    query: 'tags=x%26y&tags=z',
    headers: [
      ['If-Match', '"%C3%A9"%0D%0AX: 1'],
      ['Cookie', 'theme=dark'],
    ],
    body: { kind: 'json', contentType: 'application/json', text: '{\n  "sku": "A1"\n}' },
  });
});

test.each([
  ['simple', false, 'a,b', 'x,1'],
  ['simple', true, 'a,b', 'x=1'],
  ['label', true, '.a.b', '.x=1'],
  ['matrix', false, ';p=a,b', ';p=x,1'],
  ['matrix', true, ';p=a;p=b', ';x=1'],
])('a path parameter in style %s, exploded: %s', (style, explode, list, object) => {
  const path = (example: unknown) =>
    exampleOf(
      { parameters: [{ name: 'p', in: 'path', required: true, style, explode, example }], responses: {} },
      { path: '/{p}' },
    ).path;
  expect(path(['a', 'b'])).toBe(`/${list}`);
  expect(path({ x: 1 })).toBe(`/${object}`);
});

test('a part of a path is never empty, nor dots that would lead elsewhere', () => {
  for (const example of ['', '.', '..'])
    expect(
      exampleOf(
        { parameters: [{ name: 'p', in: 'path', required: true, example }], responses: {} },
        { path: '/{p}' },
      ).path,
    ).toBe('/string');
});

test('forms and files are told apart, in 3.0 and 3.1', () => {
  const multipart = (schema: Json) =>
    exampleOf({
      requestBody: {
        content: { 'multipart/form-data': { schema, encoding: { photo: { contentType: 'image/png' } } } },
      },
      responses: {},
    }).body;
  const parts = [
    { name: 'photo', fileName: 'file.bin', contentType: 'image/png' },
    { name: 'title', value: 'string' },
  ];
  const title = { type: 'string' };
  expect(
    multipart({ type: 'object', properties: { photo: { type: 'string', format: 'binary' }, title } }),
  ).toEqual({ kind: 'multipart', parts });
  expect(
    multipart({ type: 'object', properties: { photo: { contentMediaType: 'image/png' }, title } }),
  ).toEqual({ kind: 'multipart', parts });
  const binary = exampleOf({ requestBody: { content: { 'application/pdf': {} } }, responses: {} });
  expect(binary.body).toEqual({ kind: 'binary', contentType: 'application/pdf', fileName: 'file.bin' });
});

describe('values', () => {
  const document = documentWith(
    { responses: {} },
    {
      components: {
        schemas: {
          Node: {
            type: 'object',
            required: ['next'],
            properties: { next: { $ref: '#/components/schemas/Node' } },
          },
        },
      },
    },
  );
  const sample = (schema: Json) => sampleValue(document, schema, 'request');

  test('one that contains itself ends', () => {
    expect(JSON.stringify(sample({ $ref: '#/components/schemas/Node' })).length).toBeLessThan(1_000);
  });

  test('one that asks for billions gets a few', () => {
    expect(sample({ type: 'string', minLength: 1e9 })).toHaveLength(10_000);
    expect(
      sample({ type: 'array', minItems: 1e9, items: { type: 'array', minItems: 1e9, items: {} } }),
    ).toHaveLength(50);
    expect(sample({ type: 'string', pattern: '((a{1000}){1000}){1000}' })).toBe('string');
    expect(Object.keys(sample({ type: 'object', minProperties: 1e9 }) as object)).toHaveLength(50);
  });

  test('readOnly is left out of a request and writeOnly out of an answer', () => {
    const schema = {
      type: 'object',
      properties: { id: { type: 'string', readOnly: true }, secret: { type: 'string', writeOnly: true } },
    } as const;
    expect(sample(schema)).toEqual({ secret: 'string' });
    expect(sampleValue(document, schema, 'answer')).toEqual({ id: 'string' });
  });

  test('a pattern gives a text that it matches', () => {
    const patterns = [
      '^sha256:[a-f0-9]{64}$',
      '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)$',
      '^\\d{3}-\\w+$',
      '^[^a-z]$',
      'a|b',
      '^\\p{L}+$',
      '[\\s]x?',
      '^(foo|bar){2,3}$',
    ];
    for (const pattern of patterns)
      expect(samplePattern(pattern, 0, 1_000)).toMatch(new RegExp(pattern, 'u'));
    expect(samplePattern('^[a-z]+$', 12, 20)).toMatch(/^[a-z]{12,20}$/);
    expect(samplePattern('(', 0, 10)).toBeUndefined();
  });
});

/** Schemas without contradictions: those an example exists for. */
const { schema } = fc.letrec<{ schema: Json }>(tie => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.record({ type: fc.constant('string'), minLength: fc.nat(30) }),
    fc.nat(8).map(low => ({ type: 'string', minLength: low, maxLength: low + 2 })),
    fc.constantFrom(
      ...[
        'date',
        'date-time',
        'email',
        'uuid',
        'uri',
        'ipv4',
        'ipv6',
        'hostname',
        'time',
        'duration',
        'json-pointer',
        'byte',
      ].map(format => ({ type: 'string', format })),
    ),
    fc.constantFrom('^[A-Z]{3}\\d+$', '^(a|b)c{2}$', '^[^x]+$').map(pattern => ({ type: 'string', pattern })),
    fc
      .tuple(fc.integer({ min: -50, max: 50 }), fc.nat(50))
      .map(([low, more]) => ({ type: 'integer', minimum: low, maximum: low + more })),
    fc
      .tuple(fc.integer({ min: -50, max: 50 }), fc.constantFrom(0.01, 0.5, 3, 7))
      .map(([low, step]) => ({ type: 'number', exclusiveMinimum: low, multipleOf: step })),
    fc.integer({ min: -50, max: 50 }).map(high => ({ type: 'number', exclusiveMaximum: high })),
    fc.constantFrom<Json>(
      { type: 'boolean' },
      { type: 'null' },
      { const: 'x' },
      { enum: [1, 'a', null] },
      { type: ['string', 'null'] },
    ),
    fc.record({ type: fc.constant('array'), items: tie('schema'), minItems: fc.nat(3) }),
    fc.record({
      type: fc.constant('array'),
      items: fc.constant({ type: 'integer' }),
      minItems: fc.nat(5),
      uniqueItems: fc.constant(true),
    }),
    fc
      .dictionary(fc.constantFrom('a', 'b', '$ref x', 'constructor', 'toString'), tie('schema'))
      .chain(properties =>
        fc
          .subarray(Object.keys(properties))
          .map(required => ({ type: 'object', properties, required, additionalProperties: false })),
      ),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map(anyOf => ({ anyOf })),
    fc
      .tuple(fc.constantFrom('a', 'b'), fc.constantFrom('c', 'd'), tie('schema'))
      .map(([one, other, each]) => ({
        allOf: [
          { type: 'object', properties: { [one]: each }, required: [one] },
          { type: 'object', properties: { [other]: each } },
        ],
      })),
  ),
}));

test('an example of a schema is valid by that schema', () => {
  fc.assert(
    fc.property(schema, body => {
      const document = documentWith({
        requestBody: { required: true, content: { 'application/json': { schema: body } } },
        responses: {},
      });
      const operation = onlyOperation(document);
      const example = exampleRequest(document, operation);
      if (example.body?.kind !== 'json') throw new Error('no body');
      const call = {
        params: {},
        query: new URLSearchParams(),
        headers: new Map([['content-type', 'application/json']]),
        body: Buffer.from(example.body.text),
      };
      expect(compileValidator(document, notUsable).checkRequest(operation, call)).toEqual([]);
    }),
    { numRuns: 300 },
  );
}, 60_000);

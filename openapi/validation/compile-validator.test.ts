import { describe, expect, test, vi } from 'vitest';
import { documentWith, onlyOperation } from '../testing/documents.ts';
import { compileValidator } from './index.ts';

type Json = Record<string, unknown>;

const notUsable: (pointer: string, error: unknown) => void = (pointer, error) => {
  throw new Error(pointer, { cause: error });
};
type Sent = {
  params?: Record<string, string>;
  query?: string;
  headers?: Record<string, string>;
  body?: unknown;
  type?: string;
};

function check(
  operation: Json,
  sent: Sent,
  more: { path?: string; components?: Json } = {},
  unusable = notUsable,
) {
  const document = documentWith(operation, more);
  const { params = {}, query = '', headers = {}, body, type = 'application/json' } = sent;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return compileValidator(document, unusable).checkRequest(onlyOperation(document), {
    params,
    query: new URLSearchParams(query),
    headers: new Map(Object.entries({ ...headers, ...(body !== undefined && { 'content-type': type }) })),
    ...(body !== undefined && { body: Buffer.from(text) }),
  });
}

const parameter = (name: string, schema: Json, more: Json = {}) => ({
  parameters: [{ name, in: 'query', schema, ...more }],
  responses: {},
});
const bodyOf = (schema: Json, more: Json = {}, type = 'application/json') => ({
  requestBody: { content: { [type]: { schema } }, ...more },
  responses: {},
});

describe('parameters', () => {
  test('each place is named, with what is wrong there', () => {
    const operation = {
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^ord_' } },
        { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } },
        { name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } },
        { name: 'theme', in: 'cookie', schema: { enum: ['dark', 'light'] } },
      ],
      responses: {},
    };
    const sent = { params: { id: '7' }, query: 'limit=1000', headers: { cookie: 'a=1; theme=pink' } };
    expect(check(operation, sent, { path: '/things/{id}' })).toEqual([
      { pointer: '/path/id', message: 'must match pattern "^ord_"' },
      { pointer: '/query/limit', message: 'must be <= 100' },
      { pointer: '/header/if-match', message: 'is missing' },
      { pointer: '/cookie/theme', message: 'must be one of "dark", "light"' },
    ]);
    const good = {
      params: { id: 'ord_7' },
      query: 'limit=10',
      headers: { 'if-match': '"1"', cookie: 'theme=dark' },
    };
    expect(check(operation, good, { path: '/things/{id}' })).toEqual([]);
  });

  test.each([
    ['a=1&a=2', {}],
    ['a=1,2', { explode: false }],
    ['a=1%7C2', { style: 'pipeDelimited', explode: false }],
    ['a=1%202', { style: 'spaceDelimited', explode: false }],
  ])('a list is read by its style: %s', (query, more) => {
    const integers = { type: 'array', items: { type: 'integer' }, maxItems: 2 };
    expect(check(parameter('a', integers, more), { query })).toEqual([]);
    expect(check(parameter('a', { ...integers, maxItems: 1 }, more), { query })).toHaveLength(1);
    expect(check(parameter('a', integers, more), { query: query.replace(/2$/, 'x') })).toMatchObject([
      { pointer: '/query/a/1', message: 'must be integer' },
    ]);
  });

  test('an object is read deep, exploded and flat', () => {
    const schema = { type: 'object', properties: { from: { type: 'integer' } }, required: ['from'] };
    expect(check(parameter('range', schema, { style: 'deepObject' }), { query: 'range[from]=1' })).toEqual(
      [],
    );
    expect(check(parameter('range', schema), { query: 'from=x' })).toMatchObject([
      { pointer: '/query/range/from' },
    ]);
    expect(check(parameter('range', schema, { explode: false }), { query: 'range=from,1' })).toEqual([]);
  });

  test('a number that is none stays a text, and is refused as one', () => {
    for (const text of ['', ' ', '0x10', '1e', 'NaN', 'Infinity'])
      expect(
        check(parameter('n', { type: 'number' }), { query: `n=${encodeURIComponent(text)}` }),
      ).toHaveLength(1);
    expect(check(parameter('n', { type: ['integer', 'null'] }), { query: 'n=-12' })).toEqual([]);
    expect(check(parameter('n', { type: 'boolean' }), { query: 'n=yes' })).toHaveLength(1);
  });
});

describe('bodies', () => {
  const order = {
    type: 'object',
    required: ['id', 'items'],
    additionalProperties: false,
    properties: {
      id: { type: 'string', readOnly: true },
      items: {
        type: 'array',
        items: { type: 'object', required: ['sku'], properties: { sku: { type: 'string' } } },
      },
    },
  };

  test('faults carry the pointer to mend; what only the server sets is not missing', () => {
    expect(check(bodyOf(order), { body: { items: [{ sku: 'a' }] } })).toEqual([]);
    expect(check(bodyOf(order), { body: { items: [{}, { sku: 1 }], 'a/b': 1 } })).toEqual([
      { pointer: '/body/a~1b', message: 'is not known here' },
      { pointer: '/body/items/0/sku', message: 'is missing' },
      { pointer: '/body/items/1/sku', message: 'must be string' },
    ]);
  });

  test('a body that is missing, of another type, or no JSON is told so', () => {
    expect(check(bodyOf(order, { required: true }), {})).toEqual([
      { pointer: '/body', message: 'is missing' },
    ]);
    expect(check(bodyOf(order), {})).toEqual([]);
    expect(check(bodyOf(order), { body: 'a', type: 'text/plain' })).toEqual([
      { pointer: '/header/content-type', message: 'must be one of application/json' },
    ]);
    expect(check(bodyOf(order), { body: '{', type: 'Application/JSON; charset=utf-8' })).toEqual([
      { pointer: '/body', message: 'is not JSON in UTF-8' },
    ]);
  });

  test('a form is read by its schema; of other bodies only the type is looked at', () => {
    const form = bodyOf(
      {
        type: 'object',
        properties: { n: { type: 'integer' }, tags: { type: 'array', items: { type: 'string' } } },
      },
      {},
      'application/x-www-form-urlencoded',
    );
    const type = 'application/x-www-form-urlencoded';
    expect(check(form, { body: 'n=1&tags=a&tags=b', type })).toEqual([]);
    expect(check(form, { body: 'n=x', type })).toMatchObject([{ pointer: '/body/n' }]);
    expect(check(bodyOf({}, {}, 'image/*'), { body: 'PNG', type: 'image/png' })).toEqual([]);
  });

  test('a schema that contains itself, and one that cannot be compiled, keep nobody waiting', () => {
    const components = {
      schemas: {
        Tree: {
          type: 'object',
          properties: { child: { $ref: '#/components/schemas/Tree' }, n: { type: 'integer' } },
        },
      },
    };
    const tree = bodyOf({ $ref: '#/components/schemas/Tree' });
    expect(check(tree, { body: { child: { child: { n: 'x' } } } }, { components })).toMatchObject([
      { pointer: '/body/child/child/n' },
    ]);
    const unusable = vi.fn();
    expect(check(bodyOf({ type: 'no such type' }), { body: 1 }, {}, unusable)).toEqual([]);
    expect(unusable).toHaveBeenCalledOnce();
  });

  test('no expression of the document and no text of the caller together take more than linear time', () => {
    const schema = { type: 'string', pattern: '^(a+)+$' };
    // With the engine of the language this would outlast the universe.
    expect(check(bodyOf(schema), { body: JSON.stringify(`${'a'.repeat(50_000)}!`) })).toHaveLength(1);
    expect(check(bodyOf({ type: 'string', pattern: '^(?=a)a$' }), { body: '"b"' })).toEqual([]);
  });

  test('two patterns in one schema are two; names that every object has are not there by themselves', () => {
    const properties = {
      a: { type: 'string', pattern: '^a$' },
      constructor: { type: 'string', pattern: '^c$' },
    };
    expect(check(bodyOf({ type: 'object', properties }), { body: { a: 'a', constructor: 'c' } })).toEqual([]);
    expect(check(bodyOf({ type: 'object', properties }), { body: { a: 'a' } })).toEqual([]);
    expect(check(bodyOf({ type: 'object', required: ['constructor'] }), { body: {} })).toHaveLength(1);
  });

  test('a large body is told its first fault only', () => {
    const items = Array.from({ length: 20_000 }, () => ({ sku: 1 }));
    expect(check(bodyOf(order), { body: { items } })).toHaveLength(1);
    expect(check(bodyOf(order), { body: { items: items.slice(0, 100) } }).length).toBeGreaterThan(1);
  });
});

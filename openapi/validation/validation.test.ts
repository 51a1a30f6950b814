import { expect, test } from 'vitest';
import type { ApiDocument, Operation } from '../api-document.ts';
import { exampleRequest } from '../examples/index.ts';
import { asReceived } from '../testing/check-example.ts';
import { ordersDocument, ordersOperation, ordersOperations } from '../testing/orders-document.ts';
import { compileValidator, type RequestToCheck } from './index.ts';

const operation: Operation = { id: 'x', method: 'post', path: '/x/{id}', tags: [], deprecated: false };

type Parts = { id?: string; query?: string; headers?: Record<string, string>; body?: string | Uint8Array };

function request({ id = '1', query = '', headers = {}, body = '' }: Parts): RequestToCheck {
  return { params: { id }, query, header: name => headers[name], body: Buffer.from(body) };
}

function validatorOf(post: object) {
  const document = { openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: { '/x/{id}': { post } } };
  return compileValidator(document as unknown as ApiDocument);
}

async function checkJson(schema: object, value: unknown) {
  const validator = validatorOf({ requestBody: { content: { 'application/json': { schema } } } });
  const body = typeof value === 'string' ? value : JSON.stringify(value);
  return await validator.request(
    operation,
    request({ headers: { 'content-type': 'application/json' }, body }),
  );
}

const order = {
  type: 'object',
  required: ['id', 'items'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', readOnly: true },
    secret: { type: 'string', writeOnly: true },
    'a/b~c': { type: 'boolean' },
    contact: {
      anyOf: [
        { type: 'object', properties: { email: { type: 'string', format: 'email' } } },
        { type: 'null' },
      ],
    },
    items: {
      type: 'array',
      uniqueItems: true,
      items: {
        type: 'object',
        required: ['sku'],
        properties: { sku: { type: 'string' }, price: { type: 'number', minimum: 0 } },
      },
    },
  },
};

test('every fault of a body is told by its pointer, in words', async () => {
  const problems = await checkJson(order, {
    'a/b~c': 'yes',
    contact: { email: 'nobody' },
    items: [{ price: -1 }, { sku: 'a' }, { sku: 'a' }],
    colour: 'red',
  });
  expect(problems.sort((a, b) => (a.pointer < b.pointer ? -1 : 1))).toEqual([
    { pointer: '/body/a~1b~0c', message: 'must be true or false' },
    { pointer: '/body/colour', message: 'is not allowed here' },
    { pointer: '/body/contact/email', message: 'must be a valid email' },
    { pointer: '/body/items', message: 'must not hold the same item twice' },
    { pointer: '/body/items/0/price', message: 'must be >= 0' },
    { pointer: '/body/items/0/sku', message: 'is missing' },
  ]);
});

test('what only the server sets is not required of a request, and is of a response', async () => {
  expect(await checkJson(order, { items: [] })).toEqual([]);
  const validator = validatorOf({
    responses: { 200: { content: { 'application/json': { schema: order } } } },
  });
  const response = { status: 200, contentType: 'application/json', body: Buffer.from('{"items":[]}') };
  expect(await validator.response(operation, response)).toEqual([
    { pointer: '/body/id', message: 'is missing' },
  ]);
});

test('parameters are read by their schema before they are checked', async () => {
  const limit = { name: 'limit', in: 'query', required: true, schema: { type: 'integer', maximum: 100 } };
  const tags = { name: 'tag', in: 'query', schema: { type: 'array', items: { enum: ['a', 'b'] } } };
  const filter = {
    name: 'f',
    in: 'query',
    style: 'deepObject',
    schema: { type: 'object', properties: { n: { type: 'integer' } } },
  };
  const trace = { name: 'X-Trace', in: 'header', schema: { type: 'string', format: 'uuid' } };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^\\d+$' } };
  const session = { name: 's', in: 'cookie', schema: { type: 'boolean' } };
  const good = { query: 'limit=10&tag=a&tag=b&f[n]=3&other=x', headers: { cookie: 'a=b; s=true' } };
  const validator = validatorOf({ parameters: [limit, tags, filter, trace, id, session] });
  expect(await validator.request(operation, request(good))).toEqual([]);
  const bad = {
    id: 'x',
    query: 'limit=1000&tag=c&f%5Bn%5D=many',
    headers: { 'x-trace': '1', cookie: 's=maybe' },
  };
  expect(await validator.request(operation, request(bad))).toEqual([
    { pointer: '/query/limit', message: 'must be <= 100' },
    { pointer: '/query/tag/0', message: 'must be one of "a", "b"' },
    { pointer: '/query/f/n', message: 'must be a whole number' },
    { pointer: '/header/x-trace', message: 'must be a valid uuid' },
    { pointer: '/path/id', message: 'must match pattern "^\\d+$"' },
    { pointer: '/cookie/s', message: 'must be true or false' },
  ]);
  expect(await validator.request(operation, request({}))).toEqual([
    { pointer: '/query/limit', message: 'is missing' },
  ]);
});

test('a body that is missing, of another type or broken is said so', async () => {
  const validator = validatorOf({ requestBody: { required: true, content: { 'application/json': {} } } });
  const check = (parts: Parts) => validator.request(operation, request(parts));
  expect(await check({})).toEqual([{ pointer: '/body', message: 'is missing' }]);
  expect(await check({ body: 'a', headers: { 'content-type': 'text/plain' } })).toEqual([
    { pointer: '/header/content-type', message: 'must be one of application/json' },
  ]);
  const [problem] = await check({
    body: '{"a":',
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
  expect(problem).toMatchObject({ pointer: '/body', message: expect.stringMatching(/^is not valid JSON/) });
});

test('forms and multipart bodies are read as the object they stand for', async () => {
  const schema = {
    type: 'object',
    required: ['n'],
    properties: {
      n: { type: 'integer' },
      list: { type: 'array', items: { type: 'integer' } },
      meta: { type: 'object', required: ['a'] },
    },
  };
  const validator = validatorOf({
    requestBody: {
      content: { 'application/x-www-form-urlencoded': { schema }, 'multipart/form-data': { schema } },
    },
  });
  const form = (body: string) =>
    validator.request(
      operation,
      request({ body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    );
  expect(await form('n=3&list=1&list=2')).toEqual([]);
  expect(await form('n=x&list=1&list=b')).toEqual([
    { pointer: '/body/n', message: 'must be a whole number' },
    { pointer: '/body/list/1', message: 'must be a whole number' },
  ]);
  const parts = new FormData();
  parts.append('meta', '{"b":1}');
  const sent = new Response(parts);
  const body = new Uint8Array(await sent.arrayBuffer());
  const headers = { 'content-type': sent.headers.get('content-type') ?? '' };
  expect(await validator.request(operation, request({ body, headers }))).toEqual([
    { pointer: '/body/n', message: 'is missing' },
    { pointer: '/body/meta/a', message: 'is missing' },
  ]);
  expect(await validator.request(operation, request({ body: 'garbage', headers }))).toEqual([
    { pointer: '/body', message: 'is not a valid multipart body' },
  ]);
});

test('no schema and no body makes a check hang', async () => {
  const started = performance.now();
  const evil = { type: 'string', pattern: '^(([a-z])+.)+[A-Z]([a-z])+$' };
  expect(await checkJson(evil, JSON.stringify('a'.repeat(50_000)))).toHaveLength(1);
  const unique = { type: 'array', uniqueItems: true };
  const items = Array.from({ length: 60_000 }, (_, at) => ({ at }));
  expect(await checkJson(unique, items)).toEqual([]);
  expect(
    await checkJson(unique, [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ]),
  ).toHaveLength(1);
  const node = {
    type: 'object',
    properties: { next: { $ref: '#/paths/~1x~1{id}/post/requestBody/content/application~1json/schema' } },
  };
  expect(await checkJson(node, `${'{"next":'.repeat(100_000)}1${'}'.repeat(100_000)}`)).toEqual([
    { pointer: '/body', message: 'is nested too deeply' },
  ]);
  expect(performance.now() - started).toBeLessThan(8_000);
});

test('what cannot be checked is let be: lookarounds, formats that nobody knows, keywords of a wrong type', async () => {
  const schema = {
    type: 'string',
    pattern: '(?=x)y',
    format: 'invoice-number',
    minLength: 'three',
    $id: 'http://x',
    $schema: 'nonsense',
  };
  expect(await checkJson(schema, '"a"')).toEqual([]);
  expect(await checkJson(schema, '1')).toEqual([{ pointer: '/body', message: 'must be text' }]);
  expect(await checkJson({ $ref: '#/nowhere' }, '1')).toEqual([]);
});

test.each(ordersOperations.map(one => [one.id, one] as const))(
  'the example of %s in the Orders document is valid',
  async (_, one) => {
    const request = exampleRequest(ordersDocument, one);
    expect(await compileValidator(ordersDocument).request(one, asReceived(one, request))).toEqual([]);
  },
);

test('the Orders document tells a faulty order by pointer', async () => {
  const create = ordersOperation('createOrder');
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const problems = await compileValidator(ordersDocument).request(create, {
    params: {},
    query: '',
    header: name => headers[name],
    body: Buffer.from('{"customerId":5,"items":[]}'),
  });
  expect(problems.map(({ pointer }) => pointer)).toContain('/body/customerId');
});

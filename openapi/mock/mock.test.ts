import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ApiDocument, Operation } from '../api-document.ts';
import { satisfiableSchemas } from '../testing/arbitrary-schemas.ts';
import { ordersDocument, ordersOperations } from '../testing/orders-document.ts';
import { compileValidator } from '../validation/index.ts';
import { type MockWishes, mockAnswer } from './index.ts';
import { parsePrefer } from './parse-prefer.ts';

const operation: Operation = { id: 'x', method: 'get', path: '/x', tags: [], deprecated: false };

function documentOf(responses: object): ApiDocument {
  return {
    openapi: '3.1.0',
    info: { title: 'x', version: '1' },
    paths: { '/x': { get: { responses } } },
  } as unknown as ApiDocument;
}

function answerOf(document: ApiDocument, wishes: MockWishes = {}, asked = operation) {
  const answer = mockAnswer(document, asked, wishes);
  if (answer.kind === 'refused') return answer.problem.message;
  const headers = new Headers(answer.headers.map(([name, value]): [string, string] => [name, value]));
  return { status: answer.status, headers, text: Buffer.from(answer.body).toString(), body: answer.body };
}

const json = (examples: Record<string, unknown>) => ({
  'application/json': {
    examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
  },
});
const document = documentOf({
  404: { content: json({ gone: { error: 'gone' }, never: { error: 'never' } }) },
  '4XX': { content: json({ other: 1 }) },
  201: {
    content: json({ made: 'made', big: 'big' }),
    headers: {
      Location: { example: '/x/1' },
      'X-Count': { schema: { type: 'integer' } },
      'Content-Length': { example: 9 },
    },
  },
  204: {},
});

test('without a preference the lowest success answers, with its headers', () => {
  const answer = answerOf(document);
  expect(answer).toMatchObject({ status: 201, text: '"made"' });
  const headers = typeof answer === 'string' ? new Headers() : answer.headers;
  expect([...headers]).toEqual([
    ['content-type', 'application/json'],
    ['location', '/x/1'],
    ['x-count', '1'],
  ]);
});

test.each([
  ['code=404', 404, '{"error":"gone"}'],
  ['code=404, example=never', 404, '{"error":"never"}'],
  ['respond-async, CODE="404"; x=1 , code=201', 404, '{"error":"gone"}'],
  ['code=418', 418, '1'],
  ['example=big', 201, '"big"'],
  ['example="never"', 404, '{"error":"never"}'],
  ['code=204', 204, ''],
])('Prefer: %s is honoured', (prefer, status, text) => {
  expect(answerOf(document, { prefer })).toMatchObject({ status, text });
});

test.each([
  ['code=500', 'asks for an answer that this operation does not have. It has: 201, 204, 404, 4XX'],
  ['code=abc', 'asks for an answer that this operation does not have. It has: 201, 204, 404, 4XX'],
  ['example=nowhere', 'names no example of this operation. It has: made, big, other, gone, never'],
  ['code=201, example=gone', 'names no example of the answer 201'],
])('Prefer: %s, which the document does not know, is refused in words', (prefer, words) => {
  expect(answerOf(document, { prefer })).toBe(words);
});

test('Accept chooses among the types of the document, and is disregarded where it accepts none', () => {
  const schema = { type: 'string', example: 'a' };
  const types = documentOf({
    200: { content: { 'application/json': { schema }, 'text/csv': { schema }, 'image/png': { schema } } },
  });
  const typeOf = (accept?: string) => {
    const answer = answerOf(types, { accept });
    return typeof answer === 'string' ? answer : answer.headers.get('content-type');
  };
  expect(typeOf()).toBe('application/json');
  expect(typeOf('text/csv')).toBe('text/csv');
  expect(typeOf('application/json;q=0.1, text/*;q=0.5, */*;q=0.2')).toBe('text/csv');
  expect(typeOf('application/json;q=0, */*;q=0.5')).toBe('text/csv');
  expect(typeOf('audio/ogg')).toBe('application/json');
});

test('an operation that describes no answer, or only a default, still gets one', () => {
  expect(answerOf(documentOf({}))).toMatchObject({ status: 200, text: '' });
  expect(answerOf(documentOf({ default: { content: json({ a: 1 }) } }))).toMatchObject({ text: '1' });
});

test('every answer that the Orders document describes can be had, and is valid by it', async () => {
  const validator = compileValidator(ordersDocument);
  let answers = 0;
  for (const one of ordersOperations) {
    const responses = ordersDocument.paths?.[one.path]?.[one.method]?.responses ?? {};
    for (const code of [undefined, ...Object.keys(responses)]) {
      const answer = answerOf(ordersDocument, code === undefined ? {} : { prefer: `code=${code}` }, one);
      if (typeof answer === 'string') throw new Error(`${one.id} ${code}: ${answer}`);
      const contentType = answer.headers.get('content-type') ?? '';
      expect(await validator.response(one, { ...answer, contentType }), `${one.id} ${code}`).toEqual([]);
      answers += 1;
    }
  }
  expect(answers).toBeGreaterThan(40);
});

test('an answer made of any schema is valid by it, and always the same', async () => {
  await fc.assert(
    fc.asyncProperty(satisfiableSchemas, async schema => {
      const made = documentOf({ 200: { content: { 'application/json': { schema } } } });
      const answer = answerOf(made);
      if (typeof answer === 'string') throw new Error(answer);
      expect(answerOf(made)).toEqual(answer);
      const contentType = 'application/json';
      expect(await compileValidator(made).response(operation, { ...answer, contentType })).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test('a tree that holds itself ends', () => {
  const tree = {
    type: 'object',
    required: ['name', 'children'],
    properties: {
      name: { type: 'string' },
      parent: { $ref: '#/components/schemas/Tree' },
      children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
    },
  };
  const made = {
    ...documentOf({
      200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Tree' } } } },
    }),
    components: { schemas: { Tree: tree } },
  } as unknown as ApiDocument;
  expect(answerOf(made)).toMatchObject({ text: '{"name":"text","children":[]}' });
});

test('schemas that fan out without end are answered in short time', () => {
  const schemas: Record<string, object> = { S0: { type: 'string' } };
  for (let at = 1; at < 40; at++) {
    const $ref = `#/components/schemas/S${at - 1}`;
    schemas[`S${at}`] = { type: 'object', required: ['a', 'b'], properties: { a: { $ref }, b: { $ref } } };
  }
  const made = {
    ...documentOf({
      200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/S39' } } } },
    }),
    components: { schemas },
  } as unknown as ApiDocument;
  const started = performance.now();
  expect(answerOf(made)).toMatchObject({ status: 200 });
  expect(performance.now() - started).toBeLessThan(1_000);
});

test('preferences are read by RFC 7240, whatever is sent', () => {
  expect([...parsePrefer('a, B=c , d="e, \\"f\\"; g" ; h=i; j, a=k')]).toEqual([
    ['a', ''],
    ['b', 'c'],
    ['d', 'e, "f"; g'],
  ]);
  fc.assert(fc.property(fc.string(), text => parsePrefer(text) instanceof Map));
  const started = performance.now();
  parsePrefer(`a;${' ;'.repeat(500)}"`);
  expect(performance.now() - started).toBeLessThan(100);
});

import { expect, test } from 'vitest';
import type { ApiDocument } from '../api-document.ts';
import { diffDocuments } from './diff-documents.ts';

type Json = Record<string, unknown>;

const order = (change: Json = {}) => ({
  type: 'object',
  required: ['id', 'state'],
  properties: {
    id: { type: 'string' },
    state: { type: 'string', enum: ['open', 'paid'] },
    parent: { $ref: '#/components/schemas/Order' },
  },
  ...change,
});

function documentOf(operation: Json = {}, schema: Json = order(), paths: Json = {}): ApiDocument {
  const body = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } };
  const put = { requestBody: body, responses: { 200: { description: 'OK', ...body } }, ...operation };
  return {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/orders/{id}': { put }, ...paths },
    components: { schemas: { Order: schema } },
  } as unknown as ApiDocument;
}

const wordsOf = (after: ApiDocument, before = documentOf()) => diffDocuments(before, after)[0];

test('the same document has no differences, cycles included', () => {
  expect(diffDocuments(documentOf(), documentOf())).toEqual([]);
});

test('operations that came and went are named; one that went breaks who called it', () => {
  const extra = documentOf({}, order(), { '/carts': { get: { responses: {} } } });
  expect(diffDocuments(documentOf(), extra)).toMatchObject([
    { kind: 'added', breaking: false, operation: { path: '/carts' } },
  ]);
  expect(diffDocuments(extra, documentOf())).toMatchObject([{ kind: 'removed', breaking: true }]);
});

test('what a caller must send more breaks it; what it may send more does not', () => {
  const parameter = (required: boolean) => ({
    parameters: [{ name: 'dry', in: 'query', required, schema: { type: 'boolean' } }],
  });
  expect(wordsOf(documentOf(parameter(true)))).toMatchObject({
    breaking: true,
    words: ['query parameter "dry" is new and required'],
  });
  expect(wordsOf(documentOf(parameter(false)))).toMatchObject({
    breaking: false,
    words: ['query parameter "dry" is new'],
  });
  expect(wordsOf(documentOf(parameter(true)), documentOf(parameter(false)))?.words).toEqual([
    'query parameter "dry" is required now',
  ]);
  const needsParent = documentOf({}, order({ required: ['id', 'state', 'parent'] }));
  expect(wordsOf(needsParent)).toMatchObject({
    breaking: true,
    words: expect.arrayContaining(['body.parent is required now']),
  });
});

test('what a caller reads and finds no more breaks it', () => {
  const { parent, ...properties } = order().properties;
  const change = wordsOf(documentOf({}, order({ properties })));
  expect(parent).toBeDefined();
  expect(change).toMatchObject({
    breaking: true,
    words: ['the answer 200.parent is gone', 'body.parent is gone'],
  });
});

test('types, values and statuses are compared', () => {
  const schema = order({
    properties: { ...order().properties, id: { type: 'integer' }, state: { type: 'string', enum: ['open'] } },
  });
  expect(wordsOf(documentOf({}, schema))?.words).toEqual(
    expect.arrayContaining([
      'body.id is integer instead of string',
      'body.state does not take "paid" any more',
    ]),
  );
  expect(wordsOf(documentOf({ responses: { 201: { description: 'Created' } } }))).toMatchObject({
    breaking: true,
    words: ['it does not answer 200 any more', 'it may answer 201'],
  });
  expect(wordsOf(documentOf({ deprecated: true }))).toMatchObject({
    breaking: false,
    words: ['is deprecated now'],
  });
});

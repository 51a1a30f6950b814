import type { ApiDocument } from '@ck/openapi/api-document';
import { listOperations } from '@ck/openapi/operations';
import { expect, test } from 'vitest';
import { type ReplayedBody, replayedBody } from './replayed-body.ts';

const document = {
  openapi: '3.1.0',
  info: { title: 'Orders', version: '1' },
  paths: {
    '/orders': {
      get: { operationId: 'list', responses: {} },
      post: {
        operationId: 'create',
        requestBody: { $ref: '#/components/requestBodies/Order' },
        responses: {},
      },
    },
  },
  components: {
    requestBodies: {
      Order: {
        required: true,
        content: {
          'application/json': { schema: { type: 'object' }, examples: { one: { value: { a: 1 } } } },
          'multipart/form-data': { schema: { type: 'object' } },
          'application/x-www-form-urlencoded': { schema: { type: 'object' }, example: { a: 'told' } },
          'application/octet-stream': {},
        },
      },
    },
  },
} as unknown as ApiDocument;

async function filled(contentType: string, body: string | Buffer | undefined, id = 'create') {
  const operation = listOperations(document).find(each => each.id === id);
  if (operation === undefined) throw new Error(`no operation ${id}`);
  const kept = body === undefined ? undefined : { contentType, body: Buffer.from(body) };
  return await replayedBody(document, operation, kept);
}

/** The content types that the form offers, in their order. */
const typesOf = (body: ReplayedBody): [string, unknown][] =>
  body.kind === 'kept' && 'content' in body.requestBody
    ? Object.entries(Object(body.requestBody.content))
    : [];

test('text comes back letter for letter, also what is no JSON, under the type that it was sent with', async () => {
  for (const text of ['{"name":"Größe", "a" : 1}', '{"a":', '﻿x']) {
    const body = await filled('application/json; charset=utf-8', text);
    expect(body).toMatchObject({ kind: 'kept', text, files: [] });
    const [first] = typesOf(body);
    expect(first).toEqual(['application/json', { schema: { type: 'object' } }]);
  }
});

test('a form comes back field by field, before other types and in place of the document’s example', async () => {
  const body = await filled('application/x-www-form-urlencoded', 'a=1&tag=x&tag=%20y');
  expect(body).toMatchObject({ kind: 'kept', files: [] });
  const [first] = typesOf(body);
  expect(first).toEqual([
    'application/x-www-form-urlencoded',
    { schema: { type: 'object' }, example: { a: '1', tag: ['x', ' y'] } },
  ]);
});

test('of a form with a file the file has to be chosen again', async () => {
  const form = new FormData();
  form.set('note', 'urgent');
  form.set('plan', new File(['content'], 'plan.txt'));
  const sent = new Response(form);
  const body = await filled(sent.headers.get('content-type') ?? '', Buffer.from(await sent.arrayBuffer()));
  expect(body).toMatchObject({ kind: 'kept', files: ['plan'] });
  const [first] = typesOf(body);
  expect(first).toMatchObject(['multipart/form-data', { example: { note: 'urgent' } }]);
});

test('what was not kept, is no text, or has a type that the document does not know is the document’s example', async () => {
  expect(await filled('application/json', undefined)).toEqual({ kind: 'example' });
  expect(await filled('application/octet-stream', Buffer.from([0xff, 0xfe]))).toEqual({ kind: 'example' });
  expect(await filled('text/plain', 'hello')).toEqual({ kind: 'example' });
});

test('an operation without a body has none', async () => {
  expect(await filled('application/json', '{}', 'list')).toEqual({ kind: 'none' });
});

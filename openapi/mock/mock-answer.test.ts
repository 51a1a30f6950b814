import { expect, test } from 'vitest';
import { documentWith, onlyOperation } from '../testing/documents.ts';
import { mockAnswer, readPreference } from './index.ts';
import { negotiate } from './negotiate.ts';

type Json = Record<string, unknown>;

const order = {
  type: 'object',
  properties: { id: { type: 'string', readOnly: true }, state: { enum: ['open'] } },
};
const responses = {
  404: { description: 'None', content: { 'application/problem+json': { example: { code: 'not_found' } } } },
  201: {
    description: 'Made',
    headers: {
      Location: { schema: { type: 'string' }, example: '/orders/1' },
      'Set-Cookie': { example: 'a=b' },
    },
    content: {
      'application/json': {
        schema: order,
        examples: { small: { value: { id: 's' } }, large: { value: { id: 'l' } } },
      },
      'text/csv': { example: 'id\n1\n' },
    },
  },
  '5XX': { description: 'Ours', content: { 'application/json': { schema: order } } },
};

function answer(wish: Parameters<typeof mockAnswer>[2] = {}, given: Json = responses) {
  const document = documentWith({ responses: given });
  return mockAnswer(document, onlyOperation(document), wish);
}

test('the lowest success is answered, with the document’s example and headers', () => {
  expect(answer()).toEqual({
    kind: 'answer',
    status: 201,
    headers: [['Location', '/orders/1']],
    body: { contentType: 'application/json', text: '{"id":"s"}' },
  });
});

test('a status and an example are given as preferred, also by a range', () => {
  expect(answer({ code: '404' })).toMatchObject({
    status: 404,
    body: { contentType: 'application/problem+json' },
  });
  expect(answer({ code: '503' })).toMatchObject({
    status: 503,
    body: { text: '{"id":"string","state":"open"}' },
  });
  expect(answer({ example: 'large' })).toMatchObject({ status: 201, body: { text: '{"id":"l"}' } });
});

test('what the document does not have is refused, saying what it has', () => {
  expect(answer({ code: '409' })).toMatchObject({
    kind: 'refused',
    problems: [{ pointer: '/header/prefer', message: expect.stringContaining('201, 404, 5XX') }],
  });
  expect(answer({ example: 'huge' })).toMatchObject({
    kind: 'refused',
    problems: [{ message: expect.stringContaining('small, large') }],
  });
});

test('an answer without content has no body; one without anything is a plain 200', () => {
  expect(answer({}, { 204: { description: 'Gone' } })).toEqual({ kind: 'answer', status: 204, headers: [] });
  expect(answer({}, {})).toEqual({ kind: 'answer', status: 200, headers: [] });
});

test('the type that the caller likes best is given', () => {
  expect(answer({ accept: 'text/csv' })).toMatchObject({
    body: { contentType: 'text/csv', text: 'id\n1\n' },
  });
  expect(answer({ accept: 'text/*;q=0.5, application/json' })).toMatchObject({
    body: { contentType: 'application/json' },
  });
  expect(negotiate(['application/json', 'text/csv'], 'application/json;q=0, */*')).toBe('text/csv');
  expect(negotiate(['application/json', 'text/csv'], 'image/png')).toBe('application/json');
});

test('preferences are read as RFC 7240 writes them, whatever else is there', () => {
  expect(readPreference('code=404')).toEqual({ code: '404' });
  expect(readPreference('respond-async, Example="a \\"b\\"", code = 201; foo=1')).toEqual({
    example: 'a "b"',
    code: '201',
  });
  expect(readPreference('code=404, code=500')).toEqual({ code: '404' });
  expect(readPreference(undefined)).toEqual({});
});

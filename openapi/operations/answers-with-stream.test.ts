import { expect, test } from 'vitest';
import type { ApiDocument } from '../api-document.ts';
import { answersWithStream } from './answers-with-stream.ts';
import { listOperations } from './list-operations.ts';

const stream = { description: 'Events', content: { 'Text/Event-Stream; charset=utf-8': {} } };
const document = {
  openapi: '3.1.0',
  info: { title: 'Feeds', version: '1' },
  paths: {
    '/told': { get: { responses: { 200: stream } } },
    '/referred': { get: { responses: { '2XX': { $ref: '#/components/responses/Stream' } } } },
    '/faults': { get: { responses: { 200: { description: 'Text' }, 503: stream } } },
    '/bare': { get: {} },
  },
  components: { responses: { Stream: stream } },
} as unknown as ApiDocument;

test('an operation streams when one of its successful answers does, wherever that is told', () => {
  const streaming = listOperations(document).filter(operation => answersWithStream(document, operation));
  expect(streaming.map(({ path }) => path)).toEqual(['/told', '/referred']);
});

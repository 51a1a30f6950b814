import { expect, test } from 'vitest';
import { filledFrom } from './replay.ts';

const parameters = [
  { name: 'id', in: 'path', required: true, example: 'ord_1' },
  { name: 'status', in: 'query', schema: { type: 'array' }, example: ['paid'] },
  { name: 'limit', in: 'query', schema: { type: 'integer' }, example: 20 },
  { name: 'token', in: 'query', required: true, example: 'tok' },
  { name: 'X-Tenant', in: 'header', example: 'harbor' },
];
const examples = (query: string, params: Record<string, string> = {}) =>
  filledFrom({ query }, parameters, params).map(({ example }) => example);

test('a form is filled with what a call had; what was optional and not sent is left empty', () => {
  expect(examples('status=open&status=paid&limit=1', { id: 'ord_9' })).toEqual([
    ...['ord_9', ['open', 'paid'], '1', 'tok', 'harbor'],
  ]);
  expect(examples('status=open,paid')).toEqual(['ord_1', ['open', 'paid'], undefined, 'tok', 'harbor']);
});

test('what the log blacked out is not sent as if it had been that', () => {
  expect(examples('token=[secret]&limit=[secret]')).toEqual(['ord_1', undefined, undefined, 'tok', 'harbor']);
});

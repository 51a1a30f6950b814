import { DomainError, type DomainErrorCode, notFound } from '@ck/shared/errors';
import { expect, test } from 'vitest';
import { refuseCall, refuseForm, refuseInput, throwAsAnswer } from './errors.server.ts';

/** Stands for a parsed form: gives back what it was told. */
const form = { reply: (extra: object) => ({ status: 'error' as const, ...extra }) };

test.each<[DomainErrorCode, number]>([
  ['invalid', 422],
  ['name_taken', 422],
  ['slug_taken', 422],
  ['document_invalid', 422],
  ['upstream_forbidden', 422],
  ['conflict', 409],
])('%s answers the form with %i', (code, status) => {
  const refusal = refuseForm(form, new DomainError(code, 'Why.', { field: 'name' }), 'details');
  expect(refusal.init).toEqual({ status });
  expect(refusal.data).toMatchObject({ place: 'details', conflict: code === 'conflict' });
  expect(refusal.data.result).toMatchObject({ fieldErrors: { name: ['Why.'] } });
});

test('a refusal that names no field stands above the buttons', () => {
  const { data } = refuseForm(form, new DomainError('conflict', 'Kim changed this.'));
  expect(data.result).toMatchObject({ formErrors: ['Kim changed this.'] });
});

test('each fault of a document is told with its place, ten at most', () => {
  const others = Array.from({ length: 9 }, () => ({ message: 'No.' }));
  const faults = [
    { line: 1, message: 'No.' },
    { line: 7, path: '/info', message: 'No.' },
    { path: '/paths', message: 'No.' },
    ...others,
  ];
  const error = new DomainError('document_invalid', 'Line 1: No.', {
    field: 'document',
    details: { faults },
  });
  const words = Reflect.get(refuseForm(form, error).data.result ?? {}, 'fieldErrors').document;
  expect(words).toHaveLength(11);
  expect(words.slice(0, 4)).toEqual(['Line 1: No.', 'Line 7, /info: No.', '/paths: No.', 'No.']);
  expect(words[10]).toBe('and 2 more.');
});

test('what does not exist is no fault of the form: it passes on, and answers 404', () => {
  const error = notFound('API');
  expect(() => refuseForm(form, error)).toThrow(error);
  expect(() => throwAsAnswer(error)).toThrow(expect.objectContaining({ init: { status: 404 } }));
});

test('what nobody foresaw passes on as it came, without its words reaching the browser', () => {
  const error = new Error('connection string of the database');
  expect(() => refuseForm(form, error)).toThrow(error);
  expect(() => refuseCall(error)).toThrow(error);
  expect(() => throwAsAnswer(error)).toThrow(error);
});

test('a form that its own schema refuses answers 422, as one that the domain refuses', () => {
  expect(refuseInput(form).init).toEqual({ status: 422 });
});

test('a script of our page gets code and words', async () => {
  const response = refuseCall(new DomainError('forbidden', 'Not yours.'));
  expect(response.status).toBe(403);
  expect(await response.json()).toEqual({ code: 'forbidden', message: 'Not yours.' });
});

import { expect, test } from 'vitest';
import { readText } from './text-field.ts';

const rule = { field: 'name', label: 'The name', max: 5, required: true };

test('a text is trimmed and composed, so that equal names are equal', () => {
  expect(readText('  Acme ', rule)).toBe('Acme');
  expect(readText('Cafe\u0301', rule)).toBe('Caf\u00e9');
});

test.each([
  ['', 'is empty'],
  ['   ', 'is empty'],
  ['abcdef', 'has 6 characters, at most 5'],
  ['a\u0000b', 'invisible'],
  ['a\u200bb', 'invisible'],
  ['a\u202eb', 'invisible'],
  ['a\nb', 'invisible'],
])('%j is refused with the field and the reason', (value, reason) => {
  expect(() => readText(value, rule)).toThrow(expect.objectContaining({ code: 'invalid', field: 'name' }));
  expect(() => readText(value, rule)).toThrow(reason);
});

test('length counts characters, not code units', () => {
  expect(readText('👍👍👍👍👍', rule)).toBe('👍👍👍👍👍');
});

test('a description may have lines, and no other control character', () => {
  const description = { ...rule, max: 20, required: false, lines: true };
  expect(readText('a\r\nb', description)).toBe('a\nb');
  expect(readText('', description)).toBe('');
  expect(() => readText('a\u0007b', description)).toThrow('invisible');
});

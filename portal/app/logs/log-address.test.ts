import { expect, test } from 'vitest';
import { filterParts, logResource, withParts } from './log-address.ts';

const search = new URLSearchParams('class=4xx&path=&open=01K&cursor=a.b&address=203.0.113.40');

test('a part of the address changes and the others stay; what is empty goes', () => {
  expect(withParts(search, { class: '5xx', cursor: undefined, open: '' })).toBe(
    '?class=5xx&address=203.0.113.40',
  );
  expect(withParts(new URLSearchParams('class=4xx'), { class: '' })).toBe('?');
});

test('what is open, and which page, is no filter', () => {
  expect(filterParts(search).toString()).toBe('class=4xx&address=203.0.113.40');
});

test('the live stream and the export have the list’s own filters', () => {
  expect(logResource('export', { name: 'key', id: 'K' }, search, { format: 'csv' })).toBe(
    '/logs/export?key=K&format=csv&class=4xx&address=203.0.113.40',
  );
});

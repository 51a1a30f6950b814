import { createKeyText } from '@ck/shared/keys';
import { expect, test } from 'vitest';
import { extractKey } from './extract-key.ts';
import { Fields } from './fields.ts';

const key = createKeyText('sandbox');
const other = createKeyText('production');
const codeOf = (target: string, headers: string[]) => {
  const found = extractKey(target, Fields.of(headers));
  return found.kind === 'key' ? found.text : found.code;
};

test.each([
  ['X-Api-Key', ['X-Api-Key', key]],
  ['any spelling of it', ['x-API-key', ` ${key} `]],
  ['Bearer', ['Authorization', `Bearer ${key}`]],
  ['any spelling of the scheme', ['authorization', `bEaReR   ${key}`]],
  ['both with the same key', ['X-Api-Key', key, 'Authorization', `Bearer ${key}`]],
  ['the same twice', ['X-Api-Key', key, 'X-Api-Key', key]],
  ['a Basic authorization meant for the upstream', ['Authorization', 'Basic YTpi', 'X-Api-Key', key]],
])('the key is taken from %s', (_, headers) => {
  expect(extractKey('/orders', Fields.of(headers))).toEqual({
    kind: 'key',
    text: key,
  });
});

test.each([
  ['no header', []],
  ['an empty one', ['X-Api-Key', '']],
  ['Basic only', ['Authorization', 'Basic YTpi']],
  ['Bearer without a token', ['Authorization', 'Bearer ']],
])('%s is a missing key', (_, headers) => {
  expect(codeOf('/orders', headers)).toBe('key_missing');
});

test.each([
  ['two fields', ['X-Api-Key', key, 'x-api-key', other]],
  ['two places', ['X-Api-Key', key, 'Authorization', `Bearer ${other}`]],
  ['a key and something else', ['X-Api-Key', key, 'Authorization', 'Bearer something']],
])('different keys in %s are never chosen between', (_, headers) => {
  expect(codeOf('/orders', headers)).toBe('key_ambiguous');
});

test.each([
  key.slice(0, -1),
  `${key}x`,
  key.toLowerCase(),
  key.replace('ck_sbx_', 'ck_prod_'),
  'x',
  `${key}, ${key}`,
])('form and checksum are checked without any look-up: %#', text => {
  expect(codeOf('/orders', ['X-Api-Key', text])).toBe('key_malformed');
});

test.each([
  `/orders?api_key=${key}`,
  `/orders?x=1&y=a${key}b`,
  `/${key}/orders`,
  `/orders/${key.replaceAll('_', '%5F')}`,
  `/orders?k=${key.replace('k', '%6b')}`,
])('a key in the URL is refused even beside one in a header: %#', target => {
  expect(codeOf(target, ['X-Api-Key', key])).toBe('key_in_query');
});

import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { environments } from '../environment.ts';
import { createKeyText, keyTextPattern, maskKeyText, parseKeyText } from './key-text.ts';

test.each(environments)('a new %s key has the form, the checksum and the environment', environment => {
  const text = createKeyText(environment);
  expect(text).toMatch(environment === 'sandbox' ? /^ck_sbx_[0-9A-Za-z]{36}$/ : /^ck_prod_[0-9A-Za-z]{36}$/);
  expect(parseKeyText(text)).toEqual({ ok: true, environment });
  expect(text).toMatch(keyTextPattern);
});

test('the checksum is CRC-32 (IEEE) of all before it, as base62 with six digits', () => {
  // 'ck_sbx_' and thirty zeros; the number comes from the definition, computed without the code under test.
  const body = `ck_sbx_${'0'.repeat(30)}`;
  expect(crc32('123456789')).toBe(0xcbf43926);
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let expected = '';
  for (let rest = BigInt(crc32(body)); rest > 0n; rest /= 62n)
    expected = digits[Number(rest % 62n)] + expected;
  expect(parseKeyText(body + expected.padStart(6, '0'))).toEqual({ ok: true, environment: 'sandbox' });
});

test('one changed character is always noticed', () => {
  fc.assert(
    fc.property(fc.nat({ max: 36 }), fc.constantFrom(...'0aZ_ é'), (back, character) => {
      const text = createKeyText('production');
      const at = text.length - 1 - back;
      fc.pre(text[at] !== character);
      expect(parseKeyText(text.slice(0, at) + character + text.slice(at + 1))).toEqual({ ok: false });
    }),
  );
});

test('no other text is taken for a key, however odd', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => !parseKeyText(text).ok));
  fc.assert(fc.property(fc.string(), rest => !parseKeyText(`ck_prod_${rest}`).ok));
});

test('two keys never agree', () => {
  expect(new Set(Array.from({ length: 1000 }, () => createKeyText('sandbox'))).size).toBe(1000);
});

test('the masked form keeps the environment and four characters only', () => {
  const text = createKeyText('production');
  expect(maskKeyText(text)).toBe(`ck_prod_…${text.slice(-4)}`);
  expect(maskKeyText('something else')).toBe('…');
});

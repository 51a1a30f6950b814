import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seal, unseal } from './seal.ts';

const master = { current: 2, versions: new Map([2, 1].map(version => [version, randomBytes(32)])) };

test('what was sealed opens again in the same context', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (text, context) => {
      expect(unseal(master, seal(master, text, context), context)).toBe(text);
    }),
  );
});

test('a sealed text moved to another row, environment or generation does not open', () => {
  const sealed = seal(master, 'secret', ['key-1', 'sandbox', 1, 'keyText']);
  expect(() => unseal(master, sealed, ['key-2', 'sandbox', 1, 'keyText'])).toThrow();
  expect(() => unseal(master, sealed, ['key-1', 'production', 1, 'keyText'])).toThrow();
  expect(() => unseal(master, sealed, ['key-1', 'sandbox', 2, 'keyText'])).toThrow();
});

test('parts of a context do not run into each other', () => {
  const sealed = seal(master, 'secret', ['ab', 'c']);
  expect(() => unseal(master, sealed, ['a', 'bc'])).toThrow();
});

test('one flipped bit is noticed', () => {
  const sealed = seal(master, 'secret', ['row']);
  for (const field of ['wrappedKey', 'text'] as const) {
    const bytes = Buffer.from(sealed[field], 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const broken = { ...sealed, [field]: changed.toString('base64url') };
      expect(() => unseal(master, broken, ['row'])).toThrow();
    }
  }
});

test('an older master version still opens, an unknown one says which is missing', () => {
  const old = seal({ current: 1, versions: master.versions }, 'secret', ['row']);
  expect(unseal(master, old, ['row'])).toBe('secret');
  expect(() => unseal(master, { ...old, masterVersion: 9 }, ['row'])).toThrow(
    'master version 9 is not configured',
  );
});

test('the same text sealed twice looks different', () => {
  expect(seal(master, 'secret', ['row']).text).not.toBe(seal(master, 'secret', ['row']).text);
});

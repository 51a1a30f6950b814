import { allPermissions, type Permission } from '@ck/shared/permissions';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPermissionWords } from './permission-words.ts';

const some = fc.subarray([...allPermissions]);
const read = (words: string[], before: readonly Permission[]) => {
  const result = readPermissionWords(words, before);
  return result.ok ? result.permissions : result.word;
};

test.each([
  [
    ['+read', '-delete'],
    ['create', 'delete'],
    ['create', 'read'],
  ],
  [['read,update'], ['delete'], ['read', 'update']],
  [['=read'], ['delete'], ['read']],
  [['all'], [], ['create', 'read', 'update', 'delete']],
  [['none'], ['read'], []],
  [['-all'], ['read', 'create'], []],
  [['+fly'], ['read'], '+fly'],
] as const)('%j of %j is %j', (words, before, after) => {
  expect(read([...words], before)).toEqual(after);
});

test('signs change what they name and leave the rest; without signs the words are all there is', () => {
  fc.assert(
    fc.property(some, some, (before, named) => {
      const plus = read(
        named.map(each => `+${each}`),
        before,
      );
      expect(plus).toEqual(
        named.length === 0
          ? [...before]
          : allPermissions.filter(each => before.includes(each) || named.includes(each)),
      );
      const minus = read(
        named.map(each => `-${each}`),
        before,
      );
      expect(minus).toEqual(allPermissions.filter(each => before.includes(each) && !named.includes(each)));
      if (named.length > 0)
        expect(read([named.join(',')], before)).toEqual(allPermissions.filter(each => named.includes(each)));
    }),
  );
});

test('any words are read without throwing', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), some, (words, before) => 'ok' in readPermissionWords(words, before)),
  );
});

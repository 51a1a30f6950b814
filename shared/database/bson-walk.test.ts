import { BSON } from 'mongodb';
import { expect, test } from 'vitest';
import { BsonWalk, otherShape } from './bson-walk.ts';

test('values are read in their order, and a document inside another is stepped into and out of', () => {
  const walk = new BsonWalk(Buffer.from(BSON.serialize({ a: 'ä', b: { c: 1, d: 1.5 }, e: true })));
  walk.enter();
  expect([walk.next(), walk.isNamed('a'), walk.text()]).toEqual([true, true, 'ä']);
  expect([walk.next(), walk.isNamed('a')]).toEqual([true, false]);
  walk.enter();
  expect([walk.next(), walk.number(), walk.next(), walk.number(), walk.next()]).toEqual([
    ...[true, 1],
    ...[true, 1.5, false],
  ]);
  expect([walk.next(), walk.boolean(), walk.next()]).toEqual([true, true, false]);
});

test('a value of another type than was asked for is refused', () => {
  const walk = new BsonWalk(Buffer.from(BSON.serialize({ a: 7 })));
  walk.enter();
  walk.next();
  expect(() => walk.text()).toThrow(otherShape);
});

test('bytes that end in the middle of a name are refused, not read for ever', () => {
  const bytes = Buffer.from(BSON.serialize({ name: 7 }));
  const walk = new BsonWalk(bytes.subarray(0, 7));
  walk.enter();
  expect(() => walk.next()).toThrow(otherShape);
});

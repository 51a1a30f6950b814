import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { BSON } from 'mongodb';
import { expect, test } from 'vitest';
import { database } from '../../database/index.ts';
import { suiteDatabase } from '../../testing/database.ts';
import { documentSequence, sequenceDigest, sequencePath } from './document-sequence.ts';

suiteDatabase();

test('the driver’s file is the one that sequences were tried with', () => {
  const bytes = readFileSync(createRequire(import.meta.url).resolve(sequencePath));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sequenceDigest);
});

test('documents that are bytes are stored as they are, several in one piece too, and faults name their places', async () => {
  const rows = Array.from({ length: 2_000 }, (_, i) => ({
    _id: i % 1_999,
    text: 'ü'.repeat(i % 300),
    n: i / 2,
  }));
  const bytes = rows.map(row => BSON.serialize(row));
  const pieces = [Buffer.concat(bytes.slice(0, 1_500)), ...bytes.slice(1_500)];
  const insert = { insert: 'sequences', documents: documentSequence('documents', pieces), ordered: false };
  const answer = await database().command({ ...insert, writeConcern: { w: 'majority' } });
  expect(answer).toMatchObject({ n: 1_999, writeErrors: [{ index: 1_999, code: 11_000 }] });
  const found = await database().collection('sequences').find().sort({ _id: 1 }).toArray();
  expect(found).toEqual(rows.slice(0, 1_999));
});

test('a command with a sequence may be given to a session, and rolled back with it', async () => {
  const { client } = database();
  await database().createCollection('rolled-back');
  await client.withSession(async session => {
    session.startTransaction();
    const documents = documentSequence('documents', [BSON.serialize({ _id: 1 })]);
    await database().command({ insert: 'rolled-back', documents }, { session });
    await session.abortTransaction();
  });
  expect(await database().collection('rolled-back').countDocuments()).toBe(0);
});

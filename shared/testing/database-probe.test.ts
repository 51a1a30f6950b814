import mongoose from 'mongoose';
import { expect, it } from 'vitest';
import { useDatabase } from './database.ts';

const database = useDatabase();
it('works', async () => {
  expect(database.uri).toMatch(/\/test-/);
  const session = await mongoose.connection.startSession();
  await session.withTransaction(async () => {
    await mongoose.connection.collection('x').insertOne({ a: 1 }, { session });
  });
  await session.endSession();
});

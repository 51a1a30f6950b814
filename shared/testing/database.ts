import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import { afterAll, beforeAll, inject } from 'vitest';
import { connectDatabase, disconnectDatabase } from '../database/index.ts';

/** Gives the suite a fresh database on mongoose's default connection, dropped when the suite ends. */
export function useDatabase(): { uri: string } {
  const uri = new URL(inject('mongodbUri'));
  uri.pathname = `/test-${randomBytes(6).toString('hex')}`;
  beforeAll(async () => {
    await connectDatabase(uri.href);
  });
  afterAll(async () => {
    await mongoose.connection.dropDatabase();
    await disconnectDatabase();
  });
  return { uri: uri.href };
}

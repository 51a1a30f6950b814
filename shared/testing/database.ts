import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import { afterAll, beforeAll, inject } from 'vitest';
import { connectDatabase, disconnectDatabase } from '../database/index.ts';
import { settleChanges } from '../fence/index.ts';

let connected: string | undefined;

/** Where the suite's database is, for what connects by itself. */
export function databaseUri(): string {
  if (connected === undefined) throw new Error('suiteDatabase() comes first');
  return connected;
}

/** Gives the suite a fresh database on mongoose's default connection, dropped when the suite ends. */
export function suiteDatabase(): { uri: string } {
  const uri = new URL(inject('mongodbUri'));
  uri.pathname = `/test-${randomBytes(6).toString('hex')}`;
  connected = uri.href;
  beforeAll(async () => {
    await connectDatabase(uri.href);
  });
  afterAll(async () => {
    await settleChanges();
    await mongoose.connection.dropDatabase();
    await disconnectDatabase();
  });
  return { uri: uri.href };
}

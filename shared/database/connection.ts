import type { Db } from 'mongodb';
import mongoose, { type ClientSession } from 'mongoose';

/**
 * Connects mongoose's default connection and makes the collections and indexes of every model that this process has
 * imported. Making them up front keeps their creation out of transactions, where it would conflict.
 */
export async function connectDatabase(uri: string): Promise<void> {
  await mongoose.connect(uri, {
    autoIndex: false,
    autoCreate: false,
    serverSelectionTimeoutMS: 10_000,
    socketTimeoutMS: 30_000,
    // A primary that hangs is noticed within seconds, not after the driver's ten and ten more.
    heartbeatFrequencyMS: 1_000,
    connectTimeoutMS: 3_000,
  });
  await prepareCollections();
}

/** Makes what is missing of collections and indexes; harmless when several processes do it at once. */
export async function prepareCollections(): Promise<void> {
  await Promise.all(
    mongoose.modelNames().map(async name => {
      const model = mongoose.model(name);
      await model.createCollection();
      await model.createIndexes();
    }),
  );
}

export async function disconnectDatabase(): Promise<void> {
  await mongoose.disconnect();
}

/**
 * Runs `work` in one majority transaction. On a write conflict with another transaction it is rolled back and run
 * again, so `work` must have no effect but through the session.
 */
export async function inTransaction<Result>(
  work: (session: ClientSession) => Promise<Result>,
): Promise<Result> {
  return await mongoose.connection.getClient().withSession(session =>
    session.withTransaction(() => work(session), {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority', journal: true },
      readPreference: 'primary',
    }),
  );
}

/** The driver's own view of the connected database. */
export function database(): Db {
  const { db } = mongoose.connection;
  if (db === undefined) throw new Error('the database is not connected');
  return db;
}

/** MongoDB's answer when a unique index refuses a write; `key` names the fields of that index. */
export function isDuplicateKey(
  error: unknown,
): error is { code: 11_000; keyPattern?: Record<string, unknown> } {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 11_000;
}

export type { ClientSession } from 'mongoose';

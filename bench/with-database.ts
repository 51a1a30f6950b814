import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { connectDatabase, disconnectDatabase } from '@ck/shared/database';
import { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import { findMongod } from '../scripts/mongod/find-mongod.ts';

const data = join(import.meta.dirname, '../.data');

/**
 * A replica set of one node: more would share the cores with what is measured, which they do not in a deployment.
 * @param place where its data lie and stay; without it they go when it stops
 */
export async function startReplicaSet(
  cacheGB: number,
  place?: { dbPath: string; port: number },
): Promise<MongoMemoryReplSet> {
  process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK = 'false';
  return await MongoMemoryReplSet.create({
    binary: { systemBinary: await findMongod(data), checkMD5: false },
    ...(place && { instanceOpts: [place] }),
    replSet: {
      count: 1,
      storageEngine: 'wiredTiger',
      args: ['--wiredTigerCacheSizeGB', String(cacheGB)],
    },
  });
}

/** Runs `work` on a fresh database of its own, which goes with it. */
export async function withDatabase<T>(cacheGB: number, work: (uri: string) => Promise<T>): Promise<T> {
  const replicaSet = await startReplicaSet(cacheGB);
  try {
    const uri = replicaSet.getUri(`bench-${randomBytes(4).toString('hex')}`);
    await connectDatabase(uri);
    return await work(uri);
  } finally {
    await disconnectDatabase();
    await replicaSet.stop();
  }
}

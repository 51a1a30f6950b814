import { join } from 'node:path';
import { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import type { TestProject } from 'vitest/node';
import { findMongod } from '../../scripts/mongod/find-mongod.ts';

/** One real replica set for the whole run; each suite has a database of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const systemBinary = await findMongod(join(import.meta.dirname, '../../.data'));
  // The library warns about any version but its own default.
  process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK = 'false';
  const replicaSet = await MongoMemoryReplSet.create({
    binary: { systemBinary, checkMD5: false },
    replSet: { count: 1, storageEngine: 'wiredTiger', args: ['--wiredTigerCacheSizeGB', '0.5'] },
  });
  project.provide('mongodbUri', replicaSet.getUri());
  return async () => {
    await replicaSet.stop();
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    mongodbUri: string;
  }
}

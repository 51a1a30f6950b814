import { join } from 'node:path';
import { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import { findMongod } from '../../scripts/mongod/find-mongod.ts';

export type OwnMongod = {
  uri: string;
  /** Stops it where it stands, connections open: what is asked waits. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
};

/** A database for a suite that does to it what others must not feel. */
export async function startOwnMongod(): Promise<OwnMongod> {
  const systemBinary = await findMongod(join(import.meta.dirname, '../../.data'));
  process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK = 'false';
  const replicaSet = await MongoMemoryReplSet.create({
    binary: { systemBinary, checkMD5: false },
    replSet: { count: 1, storageEngine: 'wiredTiger', args: ['--wiredTigerCacheSizeGB', '0.25'] },
  });
  const pid = replicaSet.servers[0]?.instanceInfo?.instance.mongodProcess?.pid;
  if (pid === undefined) throw new Error('a database that runs has a process');
  return {
    uri: replicaSet.getUri('own'),
    pause: () => void process.kill(pid, 'SIGSTOP'),
    resume: () => void process.kill(pid, 'SIGCONT'),
    stop: async () => {
      process.kill(pid, 'SIGCONT');
      await replicaSet.stop();
    },
  };
}

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { connectDatabase, database, disconnectDatabase } from '@ck/shared/database';
import { choosePorts } from '../scripts/start/ports.ts';
import { startReplicaSet } from './with-database.ts';

/** Gives the address of a database by its name. */
export type Server = { uriOf(name: string): string };

/**
 * A database node for data that take long to fill. With `BENCH_KEEP=folder` they stay in that folder, and the next run
 * finds them; else they go with the run. `BENCH_CACHE_GB` is the memory that the node may keep data in, 4 if not said.
 */
export async function withServer<T>(work: (server: Server) => Promise<T>): Promise<T> {
  const { BENCH_KEEP: folder, BENCH_CACHE_GB: cacheGB = '4' } = process.env;
  const kept = folder === undefined ? undefined : await keptPlace(resolve(folder));
  const replicaSet = await startReplicaSet(Number(cacheGB), kept);
  try {
    return await work({ uriOf: name => replicaSet.getUri(name) });
  } finally {
    await replicaSet.stop({ doCleanup: kept === undefined, force: false });
  }
}

/** Runs `work` while this process is connected to that database. */
export async function inDatabase<T>(uri: string, work: () => Promise<T>): Promise<T> {
  await connectDatabase(uri);
  try {
    return await work();
  } finally {
    await disconnectDatabase();
  }
}

/** A replica set knows its members by their ports, so a kept one comes back on the same. */
async function keptPlace(folder: string): Promise<{ dbPath: string; port: number }> {
  const dbPath = join(folder, 'data');
  await mkdir(dbPath, { recursive: true });
  const file = join(folder, 'port');
  const known = Number(await readFile(file, 'utf8').catch(() => ''));
  if (known > 0) return { dbPath, port: known };
  const { port } = await choosePorts({ port: 0 });
  await writeFile(file, String(port));
  return { dbPath, port };
}

/** Writes all changes to the disk, so that a node that is ended at once loses nothing and comes back quickly. */
export async function settle(): Promise<void> {
  await database().admin().command({ fsync: 1 });
}

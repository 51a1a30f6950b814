import type { ChangeStream } from 'mongodb';
import mongoose from 'mongoose';

/** A key or an endpoint that was written; what it says now is to be read anew. */
export type AuthorityChange = { kind: 'key' | 'endpoint'; id: string };

export type AuthorityWatch = {
  /** Settled once every later change will be reported: load after it and nothing is missed. */
  ready: Promise<void>;
  close(): Promise<void>;
};

const kinds: Readonly<Record<string, AuthorityChange['kind']>> = {
  collaborationKeys: 'key',
  endpoints: 'endpoint',
};

/**
 * Reports each write to a key or endpoint, at least once, in order. After `onError` nothing more is reported: load
 * again and watch anew.
 */
export function watchAuthority(
  onChange: (change: AuthorityChange) => void,
  onError: (error: unknown) => void,
): AuthorityWatch {
  let stream: ChangeStream | undefined;
  let closed = false;

  async function open(): Promise<void> {
    const startAtOperationTime = await currentOperationTime();
    if (closed) return;
    stream = database().watch([{ $match: { 'ns.coll': { $in: Object.keys(kinds) } } }], {
      startAtOperationTime,
    });
    stream.on('error', error => {
      if (!closed) onError(error);
    });
    stream.on('change', event => {
      if (!('ns' in event) || !('coll' in event.ns) || !('documentKey' in event)) return;
      const kind = kinds[event.ns.coll];
      if (kind !== undefined) onChange({ kind, id: String(event.documentKey._id) });
    });
  }

  return {
    ready: open(),
    async close() {
      closed = true;
      await stream?.close();
    },
  };
}

/** The server's own time: a stream that starts there misses nothing that a later read would show. */
async function currentOperationTime() {
  return await mongoose.connection.getClient().withSession(async session => {
    await database().command({ ping: 1 }, { session });
    if (session.operationTime === undefined) throw new Error('MongoDB must run as a replica set');
    return session.operationTime;
  });
}

function database() {
  const { db } = mongoose.connection;
  if (db === undefined) throw new Error('the database is not connected');
  return db;
}

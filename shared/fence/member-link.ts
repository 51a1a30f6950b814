import { type ClientSession, type Db, MongoClient } from 'mongodb';
import type { FenceTiming } from './timing.ts';

/**
 * A member's own way to the database: one client with short patience, and one causally consistent session in which
 * everything is read, so that no read is older than the member's last write.
 */
export type MemberLink = {
  db: Db;
  session: ClientSession;
  /** How long one request may take. */
  patienceMs: number;
  close(): Promise<void>;
};

const longestPatienceMs = 3_000;
const shortestPatienceMs = 500;

/** The driver's own times are made for patient clients; a lease would be over before they notice a dead server. */
export async function openLink(uri: string, { leaseMs }: FenceTiming): Promise<MemberLink> {
  const patienceMs = Math.min(longestPatienceMs, Math.max(shortestPatienceMs, Math.floor(leaseMs / 3)));
  const client = new MongoClient(uri, {
    appName: 'ck-fence-member',
    maxPoolSize: 4,
    socketTimeoutMS: patienceMs,
    connectTimeoutMS: patienceMs,
    serverSelectionTimeoutMS: patienceMs,
    heartbeatFrequencyMS: 1_000,
    retryReads: false,
    retryWrites: false,
  });
  await client.connect();
  const session = client.startSession({ causalConsistency: true });
  return {
    db: client.db(),
    session,
    patienceMs,
    async close() {
      await session.endSession().catch(() => {});
      await client.close().catch(() => {});
    },
  };
}

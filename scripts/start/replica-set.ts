import { type Admin, MongoClient, MongoServerError } from 'mongodb';
import { z } from 'zod';

const notYetInitialized = 94;

const config = z.looseObject({
  version: z.number(),
  members: z.array(z.looseObject({ host: z.string() })).length(1),
});

/** Returns when the one-node replica set of the mongod on `port` takes writes; opens it the first time. */
export async function openReplicaSet(port: number): Promise<void> {
  const host = `127.0.0.1:${port}`;
  const eager = { serverSelectionTimeoutMS: 60_000, heartbeatFrequencyMS: 500, minHeartbeatFrequencyMS: 50 };
  const direct = new MongoClient(`mongodb://${host}/?directConnection=true`, eager);
  try {
    await settle(direct.db('admin').admin(), host);
  } finally {
    await direct.close();
  }
  const client = new MongoClient(`mongodb://${host}/?replicaSet=rs0`, eager);
  try {
    // A primary is selected for this read, so it waits for the election.
    await client.db('admin').command({ ping: 1 }, { readPreference: 'primary' });
  } finally {
    await client.close();
  }
}

async function settle(admin: Admin, host: string): Promise<void> {
  const known = await readConfig(admin);
  if (known === undefined) {
    const settings = { electionTimeoutMillis: 2_000 };
    await admin.command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }], settings } });
    return;
  }
  const [member] = known.members;
  if (member === undefined || member.host === host) return;
  // The port has moved since the last run: the node no longer finds itself in its set, so this has to be forced.
  const moved = { ...known, version: known.version + 1, members: [{ ...member, host }] };
  await admin.command({ replSetReconfig: moved, force: true });
}

async function readConfig(admin: Admin): Promise<z.output<typeof config> | undefined> {
  try {
    const answer = z.looseObject({ config }).parse(await admin.command({ replSetGetConfig: 1 }));
    return answer.config;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === notYetInitialized) return undefined;
    throw error;
  }
}

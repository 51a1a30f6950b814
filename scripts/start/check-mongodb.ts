import { MongoClient } from 'mongodb';

/**
 * Makes sure that a MongoDB of the person's own can carry us.
 * @throws Error when it cannot be reached, or is no replica set.
 */
export async function checkMongodb(uri: string, limitMs = 10_000): Promise<void> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: limitMs });
  try {
    const hello = await client.db('admin').command({ hello: 1 });
    if (hello.setName === undefined && hello.msg !== 'isdbgrid')
      throw new Error('It is a standalone server; transactions and change streams need a replica set.');
  } catch (error) {
    throw new Error(
      `The MongoDB of MONGODB_URI cannot be used: ${error instanceof Error ? error.message : error}`,
    );
  } finally {
    await client.close();
  }
}

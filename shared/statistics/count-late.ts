import { callCollection } from '../calls/index.ts';
import { inTransaction } from '../database/index.ts';
import { type Slot, slotId } from './span-store.ts';
import { spanMs } from './spans.ts';
import { statisticsCollection } from './statistics-document.ts';

/**
 * Closes an hour of a key whose rows are no longer all kept, and adds what came in since it was last counted to its
 * late line. Each row is told once: it is marked in the same transaction.
 */
export async function countLate({ subject, span, from }: Slot): Promise<void> {
  const _id = slotId({ subject, span, from });
  const { kind, id: subjectId, endpointId, environment } = subject;
  await inTransaction(async session => {
    const hour = await statisticsCollection().findOne({ _id }, { session, projection: { countedAt: 1 } });
    const { modifiedCount } = await callCollection().updateMany(
      {
        ...{ keyId: subjectId, environment },
        at: { $gte: from, $lt: new Date(from.getTime() + spanMs.hour) },
        ...(hour !== null && { storedAt: { $gt: hour.countedAt } }),
        late: { $exists: false },
      },
      { $set: { late: true } },
      { session },
    );
    await statisticsCollection().updateOne(
      { _id },
      {
        $inc: { late: modifiedCount, version: 1 },
        $set: { frozen: true },
        $setOnInsert: { kind, subjectId, endpointId, environment, span, from, countedAt: new Date(0) },
      },
      { session, upsert: true },
    );
  });
}

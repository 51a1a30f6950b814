import { type Db, MongoBulkWriteError } from 'mongodb';
import type { Receipt } from '../receipt.ts';
import { majority } from './fence-document.ts';
import { gather } from './gather.ts';

const mostTogether = 64;

/** Beside the audit event of the change, under an id of its own; it has no endpoint, so lists of events pass it by. */
type ReceiptDocument = { _id: string; receiptOf: string; at: Date; receipt: Receipt };

const receiptsOf = (db: Db) => db.collection<ReceiptDocument>('auditEvents');
const receiptId = (change: string) => `${change}:receipt`;

type Concluded = { change: string; receipt: Receipt };

/**
 * C5. The first receipt of a change stays: a second run of its steps tells nothing new. Nobody waits for a majority here:
 * the change holds already, and what is lost with a primary is told again as long as its mark is there.
 */
export const storeReceipt = gather(storeReceipts, mostTogether);

/** Has a majority keep a receipt: before its mark comes off, which is what the sweeper finds untold changes by. */
export const keepReceipt = gather(keepReceipts, mostTogether);

async function storeReceipts(db: Db, concluded: readonly Concluded[]): Promise<undefined> {
  await receiptsOf(db)
    .insertMany(concluded.map(toDocument), { ordered: false, writeConcern: { w: 1 } })
    .catch(error => {
      if (!isOnlyDuplicates(error)) throw error;
    });
  return undefined;
}

/** An update that finds its receipt changes nothing, and waits for a majority all the same. */
async function keepReceipts(db: Db, concluded: readonly Concluded[]): Promise<undefined> {
  const updates = concluded.map(each => {
    const { _id, ...document } = toDocument(each);
    return { updateOne: { filter: { _id }, update: { $setOnInsert: document }, upsert: true } };
  });
  await receiptsOf(db).bulkWrite(updates, { ordered: false, writeConcern: majority });
  return undefined;
}

const toDocument = ({ change, receipt }: Concluded): ReceiptDocument => ({
  _id: receiptId(change),
  receiptOf: change,
  at: new Date(),
  receipt,
});

/** Every document was written or was there before. */
function isOnlyDuplicates(error: unknown): boolean {
  return (
    error instanceof MongoBulkWriteError && [error.writeErrors].flat().every(({ code }) => code === 11_000)
  );
}

/** The receipts of these changes, by change; missing for those that are not concluded. */
export async function readReceipts(db: Db, changes: readonly string[]): Promise<Map<string, Receipt>> {
  const found = await receiptsOf(db)
    .find({ _id: { $in: changes.map(receiptId) } })
    .toArray();
  return new Map(found.map(({ receiptOf, receipt }) => [receiptOf, receipt]));
}

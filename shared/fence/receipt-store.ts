import { type Db, MongoBulkWriteError } from 'mongodb';
import type { Receipt } from '../receipt.ts';
import { majority } from './fence-document.ts';
import { gather } from './gather.ts';

const mostTogether = 64;

/** Beside the audit event of the change, under an id of its own; it has no endpoint, so lists of events pass it by. */
type ReceiptDocument = { _id: string; receiptOf: string; at: Date; receipt: Receipt };

const receiptsOf = (db: Db) => db.collection<ReceiptDocument>('auditEvents');
const receiptId = (change: string) => `${change}:receipt`;

/** C5. The first receipt of a change stays: a second run of its steps tells nothing new. */
export const storeReceipt = gather(storeReceipts, mostTogether);

async function storeReceipts(
  db: Db,
  concluded: readonly { change: string; receipt: Receipt }[],
): Promise<undefined> {
  const at = new Date();
  const documents = concluded.map(({ change, receipt }) => ({
    _id: receiptId(change),
    receiptOf: change,
    at,
    receipt,
  }));
  await receiptsOf(db)
    .insertMany(documents, { ordered: false, writeConcern: majority })
    .catch(error => {
      if (!isOnlyDuplicates(error)) throw error;
    });
  return undefined;
}

/** Every document was written or was there before, and a majority has them. */
function isOnlyDuplicates(error: unknown): boolean {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError() !== undefined)
    return false;
  return [error.writeErrors].flat().every(({ code }) => code === 11_000);
}

/** The receipts of these changes, by change; missing for those that are not concluded. */
export async function readReceipts(db: Db, changes: readonly string[]): Promise<Map<string, Receipt>> {
  const found = await receiptsOf(db)
    .find({ _id: { $in: changes.map(receiptId) } })
    .toArray();
  return new Map(found.map(({ receiptOf, receipt }) => [receiptOf, receipt]));
}

import type { Db } from 'mongodb';
import type { Receipt } from '../receipt.ts';
import { majority } from './fence-document.ts';

/** Beside the audit event of the change, under an id of its own; it has no endpoint, so lists of events pass it by. */
type ReceiptDocument = { _id: string; receiptOf: string; at: Date; receipt: Receipt };

const receiptsOf = (db: Db) => db.collection<ReceiptDocument>('auditEvents');
const receiptId = (change: string) => `${change}:receipt`;

/** C5. The first receipt of a change stays: a second run of its steps tells nothing new. */
export async function storeReceipt(db: Db, change: string, receipt: Receipt): Promise<void> {
  const document = { _id: receiptId(change), receiptOf: change, at: new Date(), receipt };
  await receiptsOf(db)
    .insertOne(document, { writeConcern: majority })
    .catch(error => {
      if (error?.code !== 11_000) throw error;
    });
}

/** The receipts of these changes, by change; missing for those that are not concluded. */
export async function readReceipts(db: Db, changes: readonly string[]): Promise<Map<string, Receipt>> {
  const found = await receiptsOf(db)
    .find({ _id: { $in: changes.map(receiptId) } })
    .toArray();
  return new Map(found.map(({ receiptOf, receipt }) => [receiptOf, receipt]));
}

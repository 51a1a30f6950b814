import { database } from '../database/index.ts';
import { retentionsOf } from '../endpoints/index.ts';
import { Call, type CallDocument, type CallRecord, callCollection } from './call-record.ts';
import { markHours } from './dirty-hours.ts';
import { expiryOf } from './expiry.ts';
import { documentSequence } from './rows/document-sequence.ts';
import type { HourMark } from './rows/hour-mark.ts';
import { RowBatch } from './rows/row-batch.ts';

/** What became of rows that were stored before. */
export type Inserted = {
  /** `unknown` until now; their end became known. */
  completed: number;
  /** Ids that another gateway gave to another call. Ids are random: this is no accident. */
  alarms: string[];
};

const majority = { w: 'majority' } as const;
/** The server's code for it. */
const duplicateKey = 11_000;

/** A row that comes after its retention stays so long that the statistics can tell it as late. */
const leastStayMs = 24 * 60 * 60 * 1000;

/** Stores records, as `insertRows` does. */
export async function insertCalls(records: readonly CallRecord[]): Promise<Inserted> {
  const batch = new RowBatch();
  for (const record of records) batch.addRecord(record);
  return await insertRows(batch);
}

/**
 * Stores rows, each once however often it is given: an id that is stored already is left as it is, but for a call
 * whose end was not known and is now. Their hours are marked for the statistics once the rows are majority-committed;
 * when this returns, both have happened.
 * @param retentions how their retentions are looked up; who stores often may know them for some seconds
 * @throws the driver's error when any row may be missing; give all of them again then.
 */
export async function insertRows(
  batch: RowBatch,
  retentions: typeof retentionsOf = retentionsOf,
): Promise<Inserted> {
  if (batch.length === 0) return { completed: 0, alarms: [] };
  const marks = batch.marks();
  await stamp(batch, marks, retentions);
  const stored = await insertNew(batch);
  const inserted = stored.length === 0 ? { completed: 0, alarms: [] } : await complete(stored);
  await markHours(marks);
  return inserted;
}

/** When they are stored, and when each goes: that is the same for all calls of one hour. */
async function stamp(
  batch: RowBatch,
  marks: readonly HourMark[],
  lookUp: typeof retentionsOf,
): Promise<void> {
  const retentions = await lookUp(new Set(marks.map(({ endpointId }) => endpointId)));
  const storedAt = Date.now();
  const expiries = new Map(
    marks.map(({ name, beginsAt, endpointId }) => {
      const end = expiryOf(beginsAt, retentions.of(endpointId).days);
      return [name, Math.max(end.getTime(), storedAt + leastStayMs)];
    }),
  );
  batch.stamp(storedAt, ({ name }) => expiries.get(name) ?? Number.NaN);
}

/** What failed rows are found by. */
export function failureOf({ status, outcome }: Pick<CallRecord, 'status' | 'outcome'>) {
  return {
    ...(status >= 400 && { failedClass: status >= 500 ? (5 as const) : (4 as const) }),
    ...(outcome !== 'ok' && { fault: outcome }),
  };
}

/** The command itself, with rows that are bytes already. @returns those whose id is stored already */
async function insertNew(batch: RowBatch): Promise<CallDocument[]> {
  const documents = documentSequence('documents', [batch.bytes]);
  const insert = { insert: Call.collection.name, documents, ordered: false, writeConcern: majority };
  const { writeErrors = [], writeConcernError } = await database().command(insert);
  const fault = writeErrors.find((each: WriteFault) => each.code !== duplicateKey) ?? writeConcernError;
  if (fault !== undefined) throw new Error(`calls were not stored: ${fault.errmsg ?? fault.code}`);
  return writeErrors.length === 0 ? [] : batch.documents(writeErrors.map(({ index }: WriteFault) => index));
}

type WriteFault = { index: number; code: number; errmsg?: string };

async function complete(documents: readonly CallDocument[]): Promise<Inserted> {
  const given = new Map(documents.map(document => [document._id, document]));
  const stored = await callCollection()
    .find({ _id: { $in: [...given.keys()] } }, { projection: { outcome: 1, gatewayIncarnation: 1 } })
    .toArray();
  const isSame = ({ _id, gatewayIncarnation }: Pick<CallDocument, '_id' | 'gatewayIncarnation'>) =>
    given.get(_id)?.gatewayIncarnation === gatewayIncarnation;
  const ended = stored
    .filter(row => row.outcome === 'unknown' && isSame(row))
    .flatMap(({ _id }) => given.get(_id) ?? []);
  const better = ended.filter(({ outcome }) => outcome !== 'unknown');
  if (better.length > 0)
    await callCollection().bulkWrite(
      better.map(replacement => ({
        replaceOne: { filter: { _id: replacement._id, outcome: 'unknown' }, replacement },
      })),
      { ordered: false, writeConcern: majority },
    );
  return { completed: better.length, alarms: stored.filter(row => !isSame(row)).map(({ _id }) => _id) };
}

import { database } from '../database/index.ts';
import { retentionsOf } from '../endpoints/index.ts';
import { Call, type CallDocument, type CallRecord, callCollection } from './call-record.ts';
import { markDirty } from './dirty-hours.ts';
import { expiryOf } from './expiry.ts';

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

/**
 * Stores records, each once however often it is given: an id that is stored already is left as it is, but for a call
 * whose end was not known and is now. Their hours are marked for the statistics once the rows are majority-committed;
 * when this returns, both have happened.
 * @throws the driver's error when any record may be missing; give all of them again then.
 */
export async function insertCalls(records: readonly CallRecord[]): Promise<Inserted> {
  if (records.length === 0) return { completed: 0, alarms: [] };
  const documents = await toDocuments(records);
  const stored = await insertNew(documents);
  const inserted = stored.length === 0 ? { completed: 0, alarms: [] } : await complete(stored);
  await markDirty(records);
  return inserted;
}

async function toDocuments(records: readonly CallRecord[]): Promise<CallDocument[]> {
  const storedAt = new Date();
  const retentions = await retentionsOf(records.map(({ endpointId }) => endpointId));
  return records.map(record => {
    const end = expiryOf(record.at, retentions.of(record.endpointId).days);
    return toDocument(record, storedAt, new Date(Math.max(end.getTime(), storedAt.getTime() + leastStayMs)));
  });
}

/** Spelled out: a copy of whatever a record has takes twice as long, and gateways store thousands a second. */
function toDocument(record: CallRecord, storedAt: Date, expiresAt: Date): CallDocument {
  const document: CallDocument = {
    _id: record.id,
    at: record.at,
    endpointId: record.endpointId,
    keyId: record.keyId,
    environment: record.environment,
    keyGeneration: record.keyGeneration,
    source: record.source,
    method: record.method,
    path: record.path,
    query: record.query,
    outcome: record.outcome,
    status: record.status,
    held: record.held,
    bytesIn: record.bytesIn,
    bytesOut: record.bytesOut,
    gatewayMs: record.gatewayMs,
    address: record.address,
    userAgent: record.userAgent,
    gatewayIncarnation: record.gatewayIncarnation,
    storedAt,
    expiresAt,
  };
  if (record.epoch !== undefined) document.epoch = record.epoch;
  if (record.actorId !== undefined) document.actorId = record.actorId;
  if (record.needed !== undefined) document.needed = record.needed;
  if (record.operationId !== undefined) document.operationId = record.operationId;
  if (record.documentRevision !== undefined) document.documentRevision = record.documentRevision;
  if (record.upstreamMs !== undefined) document.upstreamMs = record.upstreamMs;
  return Object.assign(document, failureOf(record));
}

/** What failed rows are found by. */
export function failureOf({ status, outcome }: Pick<CallRecord, 'status' | 'outcome'>) {
  return {
    ...(status >= 400 && { failedClass: status >= 500 ? (5 as const) : (4 as const) }),
    ...(outcome !== 'ok' && { fault: outcome }),
  };
}

/**
 * The command itself: the driver's `insertMany` measures each document before it writes it, a quarter of what storing
 * costs here.
 * @returns those whose id is stored already
 */
async function insertNew(documents: CallDocument[]): Promise<CallDocument[]> {
  const insert = { insert: Call.collection.name, documents, ordered: false, writeConcern: majority };
  const { writeErrors = [], writeConcernError } = await database().command(insert);
  const fault = writeErrors.find((each: WriteFault) => each.code !== duplicateKey) ?? writeConcernError;
  if (fault !== undefined) throw new Error(`calls were not stored: ${fault.errmsg ?? fault.code}`);
  return writeErrors.flatMap(({ index }: WriteFault) => documents[index] ?? []);
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

import mongoose from 'mongoose';
import { isDuplicateKey } from '../database/index.ts';
import { Call, type CallDocument, type CallRecord } from './call-record.ts';

const retentionMs = 90 * 24 * 60 * 60 * 1000;

/**
 * Stores records, each once however often it is given: an id that is stored already is left as it is.
 * @throws the driver's error when any record may be missing; give all of them again then.
 */
export async function insertCalls(records: readonly CallRecord[]): Promise<void> {
  if (records.length === 0) return;
  const storedAt = new Date();
  const documents = records.map(({ id, ...rest }): CallDocument => {
    return { _id: id, ...rest, storedAt, expiresAt: new Date(rest.at.getTime() + retentionMs) };
  });
  try {
    await mongoose.connection
      .collection<CallDocument>(Call.collection.name)
      .insertMany(documents, { ordered: false, writeConcern: { w: 'majority' } });
  } catch (error) {
    if (!onlyDuplicates(error)) throw error;
  }
}

function onlyDuplicates(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('writeErrors' in error)) return isDuplicateKey(error);
  if ('result' in error && hasWriteConcernError(error.result)) return false;
  const { writeErrors } = error;
  return Array.isArray(writeErrors) && writeErrors.length > 0 && writeErrors.every(isDuplicateKey);
}

function hasWriteConcernError(result: unknown): boolean {
  if (typeof result !== 'object' || result === null || !('getWriteConcernError' in result)) return false;
  return typeof result.getWriteConcernError === 'function' && result.getWriteConcernError() !== undefined;
}

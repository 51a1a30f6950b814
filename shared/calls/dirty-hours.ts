import { model, Schema } from 'mongoose';
import { database, newId } from '../database/index.ts';
import type { Environment } from '../endpoints/index.ts';
import type { CallRecord } from './call-record.ts';
import { documentSequence } from './rows/document-sequence.ts';
import { HourMark, markOf } from './rows/hour-mark.ts';

/** An hour of a key whose calls changed since its statistics were counted. */
export type DirtyHour = {
  id: string;
  endpointId: string;
  keyId: string;
  environment: Environment;
  /** Its beginning, UTC. */
  hour: Date;
  /** Goes up with each delivery. */
  counter: number;
  /** Tells this mark from an earlier one of the same hour, whose counter may have stood at the same number. */
  incarnation: string;
};

type DirtyHourDocument = Omit<DirtyHour, 'id'> & { _id: string };

const schema = new Schema<DirtyHourDocument>(
  {
    _id: { type: String, required: true },
    endpointId: { type: String, required: true },
    keyId: { type: String, required: true },
    environment: { type: String, required: true },
    hour: { type: Date, required: true },
    counter: { type: Number, required: true },
    incarnation: { type: String, required: true },
  },
  { collection: 'dirtyHours', versionKey: false },
);
// The newest hours are counted first, whatever waits behind them.
schema.index({ hour: -1 });

const DirtyHourModel = model('DirtyHour', schema);

/** Marks the hours of these records, as `markHours` does. @throws the driver's error when any mark may be missing */
export async function markDirty(
  records: readonly Pick<CallRecord, 'keyId' | 'endpointId' | 'environment' | 'at'>[],
): Promise<void> {
  const marks = new Map<string, HourMark>();
  for (const { keyId, endpointId, environment, at } of records) {
    const mark = markOf(endpointId, keyId, environment, at.getTime());
    marks.set(mark.name, mark);
  }
  await markHours([...marks.values()]);
}

/**
 * Marks hours of keys, once each. Called after their records are majority-committed: whoever finds a mark finds its rows
 * too. Records that were stored before are marked again, since their first delivery may have ended between rows and mark.
 * @throws the driver's error when any mark may be missing
 */
export async function markHours(marks: readonly HourMark[]): Promise<void> {
  if (marks.length === 0) return;
  // One for all of them: it only tells a mark from an earlier one of the same hour.
  const statements = HourMark.statements(marks, newId());
  // The command itself: models and bulk writes make several objects of each update, hundreds of times a second.
  const update = {
    update: DirtyHourModel.collection.name,
    updates: documentSequence('updates', [statements]),
    ordered: false,
    writeConcern: { w: 'majority' },
  };
  const { writeErrors = [], writeConcernError } = await database().command(update);
  const fault = writeErrors[0] ?? writeConcernError;
  if (fault !== undefined) throw new Error(`hours were not marked: ${fault.errmsg ?? fault.code}`);
}

/** The marks of the newest hours. */
export async function listDirtyHours(limit: number): Promise<DirtyHour[]> {
  const found = await DirtyHourModel.find().sort({ hour: -1 }).limit(limit).lean<DirtyHourDocument[]>();
  return found.map(({ _id, ...mark }) => ({ id: _id, ...mark }));
}

/** Takes marks away, but none that was set again after it was read. */
export async function clearDirtyHours(
  marks: readonly Pick<DirtyHour, 'id' | 'counter' | 'incarnation'>[],
): Promise<void> {
  if (marks.length === 0) return;
  await DirtyHourModel.bulkWrite(
    marks.map(({ id, counter, incarnation }) => ({
      deleteOne: { filter: { _id: id, counter, incarnation } },
    })),
    { ordered: false },
  );
}

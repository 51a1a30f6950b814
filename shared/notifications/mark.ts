import { model, Schema } from 'mongoose';
import { type ClientSession, newId } from '../database/index.ts';

/** What jobs remember between two looks: that something goes on or was told, or how far they have looked. */
type MarkDocument = { _id: string; at: Date };

const schema = new Schema<MarkDocument>(
  { _id: { type: String, required: true }, at: { type: Date, required: true } },
  { collection: 'notificationMarks', versionKey: false },
);
const Mark = model('NotificationMark', schema);

/** The marks that are there, with their times. */
export async function readMarks(ids: readonly string[]): Promise<Map<string, Date>> {
  const rows = await Mark.find({ _id: { $in: [...ids] } }).lean<MarkDocument[]>();
  return new Map(rows.map(({ _id, at }) => [_id, at]));
}

/**
 * Sets a mark where there is none, in the transaction that acts on it: of several workers that would act, the
 * transaction of one is committed. @returns a name for this occasion, or undefined when the mark was there
 */
export async function claimMark(id: string, at: Date, session: ClientSession): Promise<string | undefined> {
  if ((await Mark.exists({ _id: id }).session(session)) !== null) return undefined;
  await Mark.create([{ _id: id, at }], { session });
  return newId();
}

export async function moveMark(id: string, at: Date): Promise<void> {
  await Mark.updateOne({ _id: id }, { $set: { at } }, { upsert: true });
}

export async function removeMarks(ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await Mark.deleteMany({ _id: { $in: [...ids] } });
}

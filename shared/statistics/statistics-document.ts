import mongoose, { model, Schema } from 'mongoose';
import type { Environment } from '../endpoints/index.ts';
import type { Counts } from './counts.ts';
import type { StoredSheet } from './sheet.ts';
import type { Span } from './spans.ts';

/** Whose calls: those of one key, or of all keys of an endpoint. */
export type Subject = { kind: 'key' | 'endpoint'; id: string; endpointId: string; environment: Environment };

/** What is known of the calls of one subject, in one environment, in one hour or day. */
export type StatisticsDocument = {
  _id: string;
  kind: Subject['kind'];
  subjectId: string;
  endpointId: string;
  environment: Environment;
  span: Span;
  from: Date;
  /** Goes up with each write; a writer names the one that it saw before it read what it counted. */
  version: number;
  countedAt: Date;
  /** How long it took to count an hour from its rows. */
  tookMs?: number;
  /** Its rows are no longer kept: what was counted stays, and what comes in later is only told as `late`. */
  frozen?: true;
  late?: number;
  app?: StoredSheet;
  console?: StoredSheet;
  /** Of a day its hours, of a week its days: so a series is read without them. */
  steps?: StoredStep[];
};

export type StoredStep = { from: Date; app?: Partial<Counts>; console?: Partial<Counts> };

const text = { type: String, required: true } as const;
const schema = new Schema<StatisticsDocument>(
  {
    _id: text,
    kind: text,
    subjectId: text,
    endpointId: text,
    environment: text,
    span: text,
    from: { type: Date, required: true },
    version: { type: Number, required: true },
    countedAt: { type: Date, required: true },
  },
  { collection: 'statistics', versionKey: false, strict: false },
);
// A range of one subject; and the keys of an endpoint in one hour, of which the endpoint's hour is made.
schema.index({ subjectId: 1, span: 1, environment: 1, from: 1 });
schema.index({ endpointId: 1, kind: 1, span: 1, environment: 1, from: 1 });

const Statistics = model('Statistics', schema);

/** Read through the driver: long ranges are thousands of documents, and histograms are wanted as bytes. */
export const statisticsCollection = () =>
  mongoose.connection.collection<StatisticsDocument>(Statistics.collection.name);

export function documentId(subject: Subject, span: Span, from: Date): string {
  return `${subject.id}:${subject.environment}:${span}:${from.toISOString()}`;
}

import { addCounts, type Counts, errorClassOf, noCounts } from './counts.ts';
import { Histogram } from './histogram.ts';

/** As it lies in the database: what is zero is left out. */
export type StoredTally = Partial<Counts> & { latency?: Uint8Array };

/** Calls of one kind that ended alike and took alike long. */
export type CallGroup = {
  keyId: string;
  source: 'app' | 'console';
  method: string;
  /** Missing where the call fits no operation of the document. */
  operationId?: string;
  outcome: string;
  status: number;
  /** Missing where nobody knows how long it took. */
  bucket?: number;
  calls: number;
  /** The newest of them. */
  last: { at: Date; id: string };
};

/** Some calls: how many, which errors, and how long they took from the gateway's first byte in to its last byte out. */
export class Tally {
  readonly counts = noCounts();
  readonly latency = new Histogram();

  add({ outcome, status, bucket, calls }: CallGroup): void {
    const error = errorClassOf(outcome, status);
    addCounts(this.counts, { calls, ...(error !== undefined && { [error]: calls }) });
    if (bucket !== undefined) this.latency.add(bucket, calls);
  }

  merge(stored: StoredTally): void {
    addCounts(this.counts, stored);
    if (stored.latency !== undefined) this.latency.merge(stored.latency);
  }

  toStored(): StoredTally {
    const counts = Object.entries(this.counts).filter(([, number]) => number > 0);
    const latency = this.latency.encode();
    return { ...Object.fromEntries(counts), ...(latency.length > 0 && { latency }) };
  }
}

export const countsOf = ({ latency: _latency, ...counts }: StoredTally): Partial<Counts> => counts;

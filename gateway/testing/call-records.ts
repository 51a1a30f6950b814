import type { CallDocument, CallRecord, Inserted, RowBatch } from '@ck/shared/calls';
import { aCallRecord } from '@ck/shared/testing/call-records';

/** A record as the gateway makes it. */
export function aRecord(id: number, facts: Partial<CallRecord> = {}): CallRecord {
  return aCallRecord({
    id: String(id).padStart(26, '0'),
    at: new Date(1_700_000_000_000 + id),
    ...facts,
  });
}

/** A store that keeps each row once, as the database does, and can be away. */
export class MemoryStore {
  readonly rows = new Map<string, CallDocument>();
  readonly batches: number[] = [];
  away = false;
  #told: () => void = () => {};

  readonly store = async (batch: RowBatch): Promise<Inserted> => {
    if (this.away) throw new Error('the database is away');
    this.batches.push(batch.length);
    for (const row of batch.documents()) if (!this.rows.has(row._id)) this.rows.set(row._id, row);
    this.#told();
    return { completed: 0, alarms: [] };
  };

  /** Resolves with the next batch. */
  next(): Promise<void> {
    return new Promise(resolve => {
      this.#told = resolve;
    });
  }

  /** Id and outcome of each row. */
  outcomes(): [number, string][] {
    return [...this.rows.values()]
      .map(({ _id, outcome }): [number, string] => [Number(_id), outcome])
      .sort(([a], [b]) => a - b);
  }
}

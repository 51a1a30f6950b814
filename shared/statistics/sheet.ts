import { type CallGroup, type StoredTally, Tally } from './tally.ts';

/** The newest call that was answered so. */
export type Example = { at: Date; id: string; keyId: string; method: string; operationId?: string };
export type Answer = { outcome: string; status: number; calls: number; last: Example };

type OperationName = { method: string; operationId?: string };

/** All that is told of the calls of one source, as it lies in the database. */
export type StoredSheet = {
  total: StoredTally;
  answers: Answer[];
  operations: (OperationName & StoredTally)[];
  /** The operations beyond `maxOperations`, together. */
  otherOperations?: StoredTally;
  /** Of an endpoint: its keys. */
  keys?: ({ keyId: string } & StoredTally)[];
};

/**
 * How many operations of a span are told apart, the most called first. Calls that fit no operation are told apart by
 * their method only, since their paths are whatever a caller thinks of: a document of MongoDB must stay under 16 MiB
 * whatever is called.
 */
export const maxOperations = 250;

/** Counts the calls of one source: from groups of rows, and from sheets of shorter spans. */
export class Sheet {
  readonly total = new Tally();
  readonly answers = new Map<string, Answer>();
  readonly operations = new Map<string, { name: OperationName; tally: Tally }>();
  readonly otherOperations = new Tally();
  readonly keys = new Map<string, Tally>();

  addGroup(group: CallGroup): void {
    const { keyId, method, operationId, outcome, status, calls, last } = group;
    const name = { method, ...(operationId !== undefined && { operationId }) };
    this.total.add(group);
    this.#operation(name).add(group);
    this.#key(keyId).add(group);
    this.#answer({ outcome, status, calls, last: { at: last.at, id: last.id, keyId, ...name } });
  }

  /** @param keyId whose sheet it is, when it is one of a key */
  merge(sheet: StoredSheet, keyId?: string): void {
    this.total.merge(sheet.total);
    for (const operation of sheet.operations) this.#operation(operation).merge(operation);
    this.otherOperations.merge(sheet.otherOperations ?? {});
    for (const answer of sheet.answers) this.#answer(answer);
    if (keyId !== undefined) this.#key(keyId).merge(sheet.total);
    // As they are: a copy of each takes longer than adding it, and a year of 200 keys has thousands.
    for (const key of sheet.keys ?? []) this.#key(key.keyId).merge(key);
  }

  toStored({ withKeys }: { withKeys: boolean }): StoredSheet {
    const ranked = [...this.operations.values()].sort(
      (one, other) => other.tally.counts.calls - one.tally.counts.calls,
    );
    const other = new Tally();
    other.merge(this.otherOperations.toStored());
    for (const { tally } of ranked.slice(maxOperations)) other.merge(tally.toStored());
    return {
      total: this.total.toStored(),
      answers: [...this.answers.values()],
      operations: ranked.slice(0, maxOperations).map(({ name, tally }) => ({ ...name, ...tally.toStored() })),
      ...(other.counts.calls > 0 && { otherOperations: other.toStored() }),
      ...(withKeys && { keys: [...this.keys].map(([keyId, tally]) => ({ keyId, ...tally.toStored() })) }),
    };
  }

  #operation({ method, operationId }: OperationName): Tally {
    const id = `${method} ${operationId ?? ''}`;
    const name = { method, ...(operationId !== undefined && { operationId }) };
    const known = this.operations.get(id) ?? { name, tally: new Tally() };
    this.operations.set(id, known);
    return known.tally;
  }

  #key(keyId: string): Tally {
    const known = this.keys.get(keyId) ?? new Tally();
    this.keys.set(keyId, known);
    return known;
  }

  #answer({ outcome, status, calls, last }: Answer): void {
    const id = `${status} ${outcome}`;
    const known = this.answers.get(id);
    if (known === undefined) this.answers.set(id, { outcome, status, calls, last });
    else {
      known.calls += calls;
      if (isNewer(last, known.last)) known.last = last;
    }
  }
}

function isNewer(one: Example, other: Example): boolean {
  const difference = one.at.getTime() - other.at.getTime();
  return difference > 0 || (difference === 0 && one.id > other.id);
}

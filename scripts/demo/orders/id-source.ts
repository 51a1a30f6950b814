import { decodeTime, monotonicFactory } from 'ulid';

/** New ids, each greater than all before: lists and cursors follow the ids. */
export class IdSource {
  readonly #nextUlid = monotonicFactory();
  #lastTime: number;

  /** Begins after `present`, ids of a prefix of three letters. */
  constructor(present: readonly string[]) {
    this.#lastTime = present.reduce((latest, id) => Math.max(latest, decodeTime(id.slice('ord_'.length))), 0);
  }

  next(prefix: 'ord_' | 'itm_'): string {
    // Never behind the newest present one, even where the clock went back.
    this.#lastTime = Math.max(this.#lastTime, Date.now());
    return `${prefix}${this.#nextUlid(this.#lastTime)}`;
  }
}

export function oldestFirst<Row extends { id: string }>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
}

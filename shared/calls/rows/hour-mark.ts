import { BSON } from 'mongodb';
import type { Environment } from '../../endpoints/index.ts';

const hourMs = 60 * 60 * 1000;
/** As long as an id, whose place it takes. */
const placeholder = '?'.repeat(26);
/** So many keys are remembered; one that is not costs a few microseconds. */
const mostKnown = 5_000;

/** An hour of a key whose calls change, and how it is marked for the statistics. */
export class HourMark {
  readonly endpointId: string;
  readonly keyId: string;
  readonly environment: Environment;
  /** Since 1970. */
  readonly hour: number;
  /** The `_id` of its mark. */
  readonly name: string;
  #statement: Buffer | undefined;
  #incarnationAt = 0;
  /** Another of the same key and hour. */
  next: HourMark | undefined;

  constructor(of: { endpointId: string; keyId: string; environment: Environment; hour: number }) {
    this.endpointId = of.endpointId;
    this.keyId = of.keyId;
    this.environment = of.environment;
    this.hour = of.hour;
    this.name = `${of.keyId}:${of.environment}:${this.beginsAt.toISOString()}`;
  }

  /** UTC. */
  get beginsAt(): Date {
    return new Date(this.hour * hourMs);
  }

  /** The statement of an `update` that sets it, with a place for its incarnation. */
  get #statementBytes(): Buffer {
    this.#statement ??= this.#encode();
    return this.#statement;
  }

  /**
   * Statements of an `update` that set these marks, one behind the other.
   * @param incarnation an id of 26 letters, for this delivery alone
   */
  static statements(marks: readonly HourMark[], incarnation: string): Buffer {
    const letters = Buffer.from(incarnation, 'latin1');
    const bytes = Buffer.allocUnsafe(marks.reduce((sum, mark) => sum + mark.#statementBytes.length, 0));
    let at = 0;
    for (const mark of marks) {
      const statement = mark.#statementBytes;
      bytes.set(statement, at);
      bytes.set(letters, at + mark.#incarnationAt);
      at += statement.length;
    }
    return bytes;
  }

  #encode(): Buffer {
    const { endpointId, keyId, environment, beginsAt: hour } = this;
    const onInsert = { endpointId, keyId, environment, hour, incarnation: placeholder };
    const u = { $inc: { counter: 1 }, $setOnInsert: onInsert };
    const bytes = Buffer.from(BSON.serialize({ q: { _id: this.name }, u, upsert: true }));
    this.#incarnationAt = bytes.lastIndexOf(placeholder);
    return bytes;
  }
}

const known = new Map<string, HourMark>();

/** The mark of a call's hour: one object for all calls that share it, as far as it is remembered. @param at since 1970, ms */
export function markOf(endpointId: string, keyId: string, environment: Environment, at: number): HourMark {
  const hour = Math.floor(at / hourMs);
  const first = known.get(keyId);
  for (let mark = first; mark !== undefined; mark = mark.next)
    if (mark.hour === hour && mark.environment === environment && mark.endpointId === endpointId) return mark;
  const mark = new HourMark({ endpointId, keyId, environment, hour });
  if (first?.hour === hour) mark.next = first;
  if (known.size >= mostKnown) known.clear();
  known.set(keyId, mark);
  return mark;
}

import {
  type CallBeginning,
  type HourMark,
  markOf,
  putBeginning,
  roomForBeginning,
  type Stretch,
} from '@ck/shared/calls';
import type { Segment } from './segment.ts';

/** An end is a few numbers, a code and the frame around it. Bytes. */
const endBytes = 256;
const usualBytes = 1024;
/** More calls at once than this are made room for each time. */
const mostSpare = 1024;

/** A call that is written down in two parts, or will be: its beginning as bytes, until its end is there as well. */
export class Begun implements Stretch {
  bytes = Buffer.allocUnsafeSlow(usualBytes);
  readonly from = 0;
  to = 0;
  id = '';
  mark!: HourMark;
  /** Given to be written; written, and not done; or nothing of it could be written. */
  state: 'due' | 'open' | 'missed' = 'due';
  /** What its entry takes. */
  entryBytes = 0;
  /** Its place among those that are open. */
  index = 0;

  fill(call: CallBeginning): void {
    const room = roomForBeginning(call);
    if (room > this.bytes.length) this.bytes = Buffer.allocUnsafeSlow(room);
    this.to = putBeginning(this.bytes, 0, call);
    this.id = call.id;
    this.mark = markOf(call.endpointId, call.keyId, call.environment, call.at.getTime());
    this.state = 'due';
  }
}

/** Calls that were begun and are not done: all of them in the newest segment, with room kept for what still comes. */
export class OpenBegins {
  readonly #open: Begun[] = [];
  /** Used again: what a call leaves behind is as long as what the next one needs. */
  readonly #spare: Begun[] = [];
  reservedBytes = 0;

  /** What a call that begins with so many bytes may take in all: its end, and its beginning again in the next segment. */
  static needs(bytes: number): number {
    return bytes + reserveFor(bytes);
  }

  take(call: CallBeginning): Begun {
    const begun = this.#spare.pop() ?? new Begun();
    begun.fill(call);
    return begun;
  }

  /** Nothing of it is needed any more; whoever still has it may not use it. */
  release(begun: Begun): void {
    if (this.#spare.length < mostSpare && begun.bytes.length <= 4 * usualBytes) this.#spare.push(begun);
  }

  reserve(begun: Begun, bytes: number): void {
    begun.entryBytes = bytes;
    this.reservedBytes += reserveFor(bytes);
  }

  /** It could not be written: there will be no call. */
  dismiss(begun: Begun): void {
    begun.state = 'missed';
    this.reservedBytes -= reserveFor(begun.entryBytes);
  }

  add(begun: Begun, segment: Segment): void {
    begun.state = 'open';
    begun.index = this.#open.push(begun) - 1;
    segment.open += 1;
  }

  /** Its end is written: it is released. */
  end(begun: Begun, segment: Segment): void {
    const last = this.#open.pop();
    if (last !== undefined && last !== begun) {
      this.#open[begun.index] = last;
      last.index = begun.index;
    }
    segment.open -= 1;
    this.reservedBytes -= reserveFor(begun.entryBytes);
    this.release(begun);
  }

  all(): readonly Begun[] {
    return this.#open;
  }

  /** All of them were written again at the head of this segment. */
  move(from: Segment | undefined, to: Segment): void {
    if (from !== undefined) from.open = 0;
    to.open = this.#open.length;
  }
}

function reserveFor(bytes: number): number {
  return bytes + endBytes;
}

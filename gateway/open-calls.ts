import type { EntityRef } from '@ck/shared/fence';
import type { DenialCode } from './denials.ts';

/** A call under way at its upstream. */
export type OpenCall = {
  readonly keyId: string;
  readonly endpointId: string;
  /** An event stream goes on without end; a plain call may finish. */
  readonly streaming: boolean;
  /** What would be said to it now; undefined when it would be sent to the same place again. */
  objection(): DenialCode | undefined;
  cut(code: DenialCode): void;
};

/** How long a plain call that has lost its authority may go on. */
const finishMs = 30_000;
/** How often streams without traffic are looked at: no lease, no stream. */
const lookMs = 250;

/** G5: what is open when authority changes. */
export class OpenCalls {
  readonly #calls = new Set<OpenCall>();
  readonly #ofKey = new Map<string, number>();
  /** Plain calls that lost their authority, and when they have to be over. */
  readonly #lastMoments = new Map<OpenCall, number>();
  readonly #isFresh: () => boolean;
  #timer: NodeJS.Timeout | undefined;

  constructor(isFresh: () => boolean) {
    this.#isFresh = isFresh;
  }

  add(call: OpenCall): void {
    this.#calls.add(call);
    this.#ofKey.set(call.keyId, this.countOf(call.keyId) + 1);
    this.#timer ??= setInterval(() => this.#look(), lookMs).unref();
  }

  remove(call: OpenCall): void {
    if (!this.#calls.delete(call)) return;
    const left = this.countOf(call.keyId) - 1;
    if (left === 0) this.#ofKey.delete(call.keyId);
    else this.#ofKey.set(call.keyId, left);
    this.#lastMoments.delete(call);
  }

  /** How many calls of this key are under way. */
  countOf(keyId: string): number {
    return this.#ofKey.get(keyId) ?? 0;
  }

  /** Cuts what these changes forbid: streams at once, plain calls when they take too long. */
  review(refs: readonly EntityRef[]): void {
    const changed = new Set(refs.map(({ id }) => id));
    for (const call of this.#calls) {
      if (!changed.has(call.keyId) && !changed.has(call.endpointId)) continue;
      const objection = call.objection();
      if (objection === undefined) this.#lastMoments.delete(call);
      else if (call.streaming) call.cut(objection);
      else if (!this.#lastMoments.has(call)) this.#lastMoments.set(call, performance.now() + finishMs);
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    this.#cutOverdue();
    if (this.#calls.size === 0 || this.#isFresh()) return;
    for (const call of this.#calls) if (call.streaming) call.cut('gateway_not_fresh');
  }

  #cutOverdue(): void {
    const now = performance.now();
    for (const [call, end] of this.#lastMoments) {
      if (now < end && !call.streaming) continue;
      this.#lastMoments.delete(call);
      const objection = call.objection();
      if (objection !== undefined) call.cut(objection);
    }
  }
}

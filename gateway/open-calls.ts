import type { EntityRef } from '@ck/shared/fence';
import type { DenialCode } from './denials.ts';

/** A call under way at its upstream. */
export type OpenCall = {
  keyId: string;
  endpointId: string;
  /** An event stream goes on without end; a plain call may finish. */
  streaming(): boolean;
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
  readonly #isFresh: () => boolean;
  #timer: NodeJS.Timeout | undefined;

  constructor(isFresh: () => boolean) {
    this.#isFresh = isFresh;
  }

  /** Gives back how to take it off again. */
  add(call: OpenCall): () => void {
    this.#calls.add(call);
    this.#timer ??= setInterval(() => this.#cutWithoutLease(), lookMs).unref();
    return () => this.#calls.delete(call);
  }

  /** Cuts what these changes forbid: streams at once, plain calls when they take too long. */
  review(refs: readonly EntityRef[]): void {
    const changed = new Set(refs.map(({ id }) => id));
    for (const call of this.#calls) {
      if (!changed.has(call.keyId) && !changed.has(call.endpointId)) continue;
      const objection = call.objection();
      if (objection === undefined) continue;
      if (call.streaming()) call.cut(objection);
      else setTimeout(() => this.#cutLate(call), finishMs).unref();
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #cutLate(call: OpenCall): void {
    const objection = call.objection();
    if (this.#calls.has(call) && objection !== undefined) call.cut(objection);
  }

  #cutWithoutLease(): void {
    if (this.#calls.size === 0 || this.#isFresh()) return;
    for (const call of this.#calls) if (call.streaming()) call.cut('gateway_not_fresh');
  }
}

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
  /** Kept by `OpenCalls` while it is open: its neighbours, and how many calls of its key there are. */
  before: OpenCall | undefined;
  next: OpenCall | undefined;
  ofKey: KeyCalls | undefined;
};

export type KeyCalls = { calls: number };

/** How long a plain call that has lost its authority may go on. */
const finishMs = 30_000;
/** How often streams without traffic are looked at: no lease, no stream. */
const lookMs = 250;
const leastKept = 4_096;

/** G5: what is open when authority changes. */
export class OpenCalls {
  /** In a chain: to put a call into a set and to take it out again costs more than most steps of it. */
  #first: OpenCall | undefined;
  /** Of keys that call or have called; those that do not any more are taken out when there are many. */
  readonly #ofKey = new Map<string, KeyCalls>();
  #tidyAt = leastKept;
  /** Plain calls that lost their authority, and when they have to be over. */
  readonly #lastMoments = new Map<OpenCall, number>();
  readonly #isFresh: () => boolean;
  #timer: NodeJS.Timeout | undefined;

  constructor(isFresh: () => boolean) {
    this.#isFresh = isFresh;
  }

  /** To be called once for a call. */
  add(call: OpenCall): void {
    const first = this.#first;
    call.next = first;
    if (first !== undefined) first.before = call;
    this.#first = call;
    const ofKey = this.#ofKey.get(call.keyId) ?? this.#newKey(call.keyId);
    ofKey.calls += 1;
    call.ofKey = ofKey;
    this.#timer ??= setInterval(() => this.#look(), lookMs).unref();
  }

  remove(call: OpenCall): void {
    if (call.ofKey === undefined) return;
    call.ofKey.calls -= 1;
    call.ofKey = undefined;
    if (call.before === undefined) this.#first = call.next;
    else call.before.next = call.next;
    if (call.next !== undefined) call.next.before = call.before;
    call.before = call.next = undefined;
    if (this.#lastMoments.size > 0) this.#lastMoments.delete(call);
  }

  /** How many calls of this key are under way. */
  countOf(keyId: string): number {
    return this.#ofKey.get(keyId)?.calls ?? 0;
  }

  #newKey(keyId: string): KeyCalls {
    if (this.#ofKey.size >= this.#tidyAt) {
      for (const [id, { calls }] of this.#ofKey) if (calls === 0) this.#ofKey.delete(id);
      this.#tidyAt = Math.max(leastKept, this.#ofKey.size * 2);
    }
    const ofKey = { calls: 0 };
    this.#ofKey.set(keyId, ofKey);
    return ofKey;
  }

  /** Those that are open now; who is cut meanwhile leaves the chain, not this list. */
  #all(): OpenCall[] {
    const all: OpenCall[] = [];
    for (let call = this.#first; call !== undefined; call = call.next) all.push(call);
    return all;
  }

  /** Cuts what these changes forbid: streams at once, plain calls when they take too long. */
  review(refs: readonly EntityRef[]): void {
    const changed = new Set(refs.map(({ id }) => id));
    for (const call of this.#all()) {
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
    if (this.#first === undefined || this.#isFresh()) return;
    for (const call of this.#all()) if (call.streaming) call.cut('gateway_not_fresh');
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

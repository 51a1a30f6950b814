/** Something that is over at some instant, unless that instant moves: it does with most calls. */
export type Timed = {
  /** By `performance.now()`. Whoever moves it to an earlier instant says so with `watch`. */
  deadline: number;
  onDeadline(): void;
};

const tickMs = 100;
const slots = 1024;

/**
 * One timer for all connections. Moving a deadline to a later instant is one assignment: who is found before its time is
 * put where its time is now.
 */
export class TimerWheel {
  readonly #slots = Array.from({ length: slots }, () => new Set<Timed>());
  readonly #at = new Map<Timed, number>();
  #tick = Math.floor(performance.now() / tickMs);
  readonly #timer = setInterval(() => this.#turn(), tickMs).unref();

  /** Sees to it that `timed` hears of its deadline, at most a tenth of a second after it. */
  watch(timed: Timed): void {
    const due = this.#dueOf(timed);
    const known = this.#at.get(timed);
    if (known !== undefined) {
      if (known <= due) return;
      this.#slots[known % slots]?.delete(timed);
    }
    this.#at.set(timed, due);
    this.#slots[due % slots]?.add(timed);
  }

  forget(timed: Timed): void {
    const known = this.#at.get(timed);
    if (known === undefined) return;
    this.#at.delete(timed);
    this.#slots[known % slots]?.delete(timed);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Beyond one turn of the wheel it is looked at once a turn. */
  #dueOf({ deadline }: Timed): number {
    const most = this.#tick + slots - 1;
    return Math.min(most, Math.max(this.#tick + 1, Math.ceil(deadline / tickMs)));
  }

  #turn(): void {
    const now = performance.now();
    const last = Math.floor(now / tickMs);
    // After a stall of a whole turn every slot is due, once.
    if (last - this.#tick > slots) this.#tick = last - slots;
    while (this.#tick < last) {
      this.#tick += 1;
      this.#look(this.#slots[this.#tick % slots] ?? new Set(), now);
    }
  }

  #look(slot: Set<Timed>, now: number): void {
    const due = [...slot];
    slot.clear();
    for (const timed of due) {
      this.#at.delete(timed);
      // Without a deadline it comes back by `watch`.
      if (timed.deadline <= now) timed.onDeadline();
      if (timed.deadline !== Number.POSITIVE_INFINITY && timed.deadline > now) this.watch(timed);
    }
  }
}

/** Something that is over at some instant, unless that instant moves: it does with most calls. */
export type Timed = {
  /** By `performance.now()`. Whoever moves it to an earlier instant says so with `watch`. */
  deadline: number;
  /** The tick in whose slot it lies; kept by its wheel. 0: in none. */
  due: number;
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
  #tick = Math.floor(performance.now() / tickMs);
  /** The instant of the last event that was told, or of the last tick: good enough for what is over to a tenth of a second. */
  now = performance.now();
  readonly #timer = setInterval(() => this.#turn(), tickMs).unref();

  /** Sees to it that `timed` hears of its deadline, at most a tenth of a second after it. */
  watch(timed: Timed): void {
    // Found before its time it is put where its time is by then.
    if (timed.due !== 0 && timed.due * tickMs <= timed.deadline) return;
    const due = this.#dueOf(timed);
    if (timed.due !== 0) {
      if (timed.due <= due) return;
      this.#slots[timed.due % slots]?.delete(timed);
    }
    timed.due = due;
    this.#slots[due % slots]?.add(timed);
  }

  /** To be called where something comes in. @returns now */
  tell(): number {
    this.now = performance.now();
    return this.now;
  }

  forget(timed: Timed): void {
    if (timed.due === 0) return;
    this.#slots[timed.due % slots]?.delete(timed);
    timed.due = 0;
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
    const now = this.tell();
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
      timed.due = 0;
      // Without a deadline it comes back by `watch`.
      if (timed.deadline <= now) timed.onDeadline();
      if (timed.deadline !== Number.POSITIVE_INFINITY && timed.deadline > now) this.watch(timed);
    }
  }
}

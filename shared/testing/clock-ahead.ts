/** Preloaded into a process whose clock is to be wrong: sets it ahead by CLOCK_AHEAD_MS milliseconds. */
const ahead = Number(process.env.CLOCK_AHEAD_MS ?? 0);
const RealDate = Date;

class WrongDate extends RealDate {
  constructor(...parts: [] | [number | string | Date]) {
    if (parts.length === 0) super(RealDate.now() + ahead);
    else super(...parts);
  }
  static override now(): number {
    return RealDate.now() + ahead;
  }
}

// Mongoose knows the type by its name.
Object.defineProperty(WrongDate, 'name', { value: 'Date' });
Object.defineProperty(globalThis, 'Date', { value: WrongDate, writable: true, configurable: true });

export {};

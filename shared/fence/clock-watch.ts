import { uptime } from 'node:os';

/** How far another clock may run ahead of ours between two looks. */
const slackMs = 500;

type Clocks = { monotonic: number; wall: number; boot: number };

function readClocks(): Clocks {
  return { monotonic: performance.now(), wall: Date.now(), boot: uptime() * 1000 };
}

/** Notices that this machine was suspended or its wall clock moved: the monotonic clock, which leases count by, stands still then. */
export class ClockWatch {
  readonly #read: () => Clocks;
  #last: Clocks;

  constructor(read: () => Clocks = readClocks) {
    this.#read = read;
    this.#last = read();
  }

  /** Whether wall or boot clock went ahead of the monotonic one since the last look. */
  jumped(): boolean {
    const last = this.#last;
    const now = this.#read();
    this.#last = now;
    const elapsed = now.monotonic - last.monotonic;
    return now.wall - last.wall - elapsed > slackMs || now.boot - last.boot - elapsed > slackMs;
  }
}

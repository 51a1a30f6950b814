import type { FenceTiming } from './timing.ts';

/** Until when a gateway may serve: by its monotonic clock, and by its wall clock for a machine that was suspended. */
export type Lease = { deadline: number; wallDeadline: number };

/** One instant on both clocks of this machine. */
export type Instant = { monotonic: number; wall: number };

export const noLease: Lease = { deadline: 0, wallDeadline: 0 };

/** By how much the wall clock may run ahead between two renewals without costing the lease. */
const wallSlackMs = 500;

export function instant(): Instant {
  return { monotonic: performance.now(), wall: Date.now() };
}

/** G2: the lease of a renewal, counted from the instant before it was sent. */
export function leaseFrom(sent: Instant, { leaseMs, guardMs }: FenceTiming): Lease {
  const length = leaseMs - guardMs;
  return { deadline: sent.monotonic + length, wallDeadline: sent.wall + length + wallSlackMs };
}

/** A renewal never shortens what an earlier one gave. */
export function laterLease(a: Lease, b: Lease): Lease {
  return a.deadline >= b.deadline ? a : b;
}

/** G4, asked inline each time: a flag that a timer clears still reads fresh after a stall. */
export function isFresh(lease: Lease, now: Instant): boolean {
  return now.monotonic < lease.deadline && now.wall < lease.wallDeadline;
}

/** The fence's times, in milliseconds. Rule: `leaseMs ≥ failover of the replica set + 2 heartbeats + 2 s`. */
export type FenceTiming = {
  /** How long a renewal lets a gateway serve. */
  leaseMs: number;
  heartbeatMs: number;
  /** Taken off the lease on the gateway's side only, so that it stops before anybody counts it as stopped. */
  guardMs: number;
};

export const defaultTiming: FenceTiming = { leaseMs: 10_000, heartbeatMs: 1_000, guardMs: 250 };

/** By how much the monotonic clocks of two machines may run apart. */
const drift = 0.001;

/** How long a changer waits, on its own clock, until a member's lease has ended on the member's. */
export function lapseMs(lease: number): number {
  return lease * (1 + drift);
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFresh, laterLease, leaseFrom, noLease } from './lease.ts';

const timing = { leaseMs: 10_000, heartbeatMs: 1_000, guardMs: 250 };
const sent = { monotonic: 5_000, wall: 1_000_000 };
const after = (ms: number, wallMs = ms) => ({ monotonic: sent.monotonic + ms, wall: sent.wall + wallMs });

test('a lease ends its guard early, counted from before the renewal was sent', () => {
  const lease = leaseFrom(sent, timing);
  expect(isFresh(lease, after(9_749))).toBe(true);
  expect(isFresh(lease, after(9_750))).toBe(false);
});

test('without a lease nothing is fresh', () => {
  expect(isFresh(noLease, after(0))).toBe(false);
});

test('a wall clock that ran ahead ends the lease of a machine that was suspended', () => {
  const lease = leaseFrom(sent, timing);
  expect(isFresh(lease, after(100, 10_249))).toBe(true);
  expect(isFresh(lease, after(100, 10_250))).toBe(false);
  expect(isFresh(lease, after(100, -3_600_000))).toBe(true);
});

test('of two leases the later one counts, and no lease is ever longer than its own length', () => {
  const instants = fc.record({ monotonic: fc.nat(1e9), wall: fc.nat(1e12) });
  fc.assert(
    fc.property(instants, instants, fc.nat(20_000), (a, b, elapsed) => {
      const lease = laterLease(leaseFrom(a, timing), leaseFrom(b, timing));
      const newest = a.monotonic >= b.monotonic ? a : b;
      const now = { monotonic: newest.monotonic + elapsed, wall: newest.wall };
      expect(isFresh(lease, now)).toBe(elapsed < timing.leaseMs - timing.guardMs);
    }),
  );
});

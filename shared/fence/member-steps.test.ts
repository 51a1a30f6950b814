import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FenceEntry } from './fence-document.ts';
import { noLease } from './lease.ts';
import { memberSteps, readReply, type Standing } from './member-steps.ts';

const entry = (epoch: number, id = `k${epoch}`, change = `c${epoch}`): FenceEntry => ({
  epoch,
  kind: 'key',
  id,
  change,
});
const at = (applied: number, more: Partial<Standing> = {}): Standing => ({
  applied,
  change: `c${applied}`,
  seq: 3,
  ...more,
});
const reply = (epoch: number, entries: FenceEntry[], seq = 4) => ({ epoch, entries, seq });

test('what came since is applied, each entity once', () => {
  const entries = [entry(5), entry(6, 'a'), entry(7, 'b'), entry(8, 'a')];
  expect(readReply(at(5), reply(8, entries), 'renewal')).toEqual({
    kind: 'apply',
    refs: [
      { kind: 'key', id: 'a' },
      { kind: 'key', id: 'b' },
    ],
    upTo: { epoch: 8, change: 'c8' },
  });
});

test('nothing new is current', () => {
  expect(readReply(at(5), reply(5, [entry(5)]), 'renewal')).toEqual({ kind: 'current' });
});

test('who is no member any more is dead', () => {
  expect(readReply(at(5), undefined, 'renewal')).toEqual({ kind: 'dead', why: 'removed' });
});

test('when the ring no longer has all that was missed, everything has to be loaded again', () => {
  expect(readReply(at(5), reply(8, [entry(7), entry(8)]), 'renewal')).toEqual({
    kind: 'dead',
    why: 'ring_overrun',
  });
});

test('a database that was put back is noticed by its epoch, by our own seq, and by another change at our epoch', () => {
  const dead = { kind: 'dead', why: 'restored' };
  expect(readReply(at(5), reply(4, [entry(4)]), 'renewal')).toEqual(dead);
  expect(readReply(at(5), reply(5, [entry(5)], 3), 'renewal')).toEqual(dead);
  expect(readReply(at(5), reply(6, [entry(5, 'k', 'another'), entry(6)]), 'renewal')).toEqual(dead);
});

test('a hint that is older than what is applied is passed by', () => {
  expect(readReply(at(5), { epoch: 4, entries: [entry(4)] }, 'hint')).toEqual({ kind: 'behind' });
});

test('whatever a reply says, `apply` names every entry that was missed and nothing else leads further', () => {
  const log = Array.from({ length: 40 }, (_, index) => entry(index + 1, `k${index % 7}`));
  fc.assert(
    fc.property(fc.nat(40), fc.nat(40), fc.integer({ min: 1, max: 41 }), (applied, epoch, oldest) => {
      const entries = log.filter(each => each.epoch >= Math.max(applied, oldest) && each.epoch <= epoch);
      const verdict = readReply(at(applied), { epoch, entries, seq: 9 }, 'hint');
      const missed = log.filter(each => each.epoch > applied && each.epoch <= epoch);
      if (verdict.kind === 'apply') {
        expect(new Set(verdict.refs.map(({ id }) => id))).toEqual(new Set(missed.map(({ id }) => id)));
        expect(verdict.upTo.epoch).toBe(epoch);
      } else expect(missed.length === 0 || oldest > applied + 1).toBe(true);
    }),
  );
});

test('I2: a renewal whose epoch is not applied gives no lease', () => {
  const timing = { leaseMs: 100, heartbeatMs: 10, guardMs: 5 };
  const sent = { monotonic: 1_000, wall: 1_000 };
  const { leaseAfter } = memberSteps;
  expect(leaseAfter(noLease, { sent, epoch: 7, applied: 6 }, timing)).toBe(noLease);
  expect(leaseAfter(noLease, { sent, epoch: 7, applied: 7 }, timing).deadline).toBe(1_095);
});

/** G2 and G3 as pure steps: what a reply of the database asks of a gateway, and what it may do after. */
import type { EntityRef, FenceEntry } from './fence-document.ts';
import { type Instant, isFresh, type Lease, laterLease, leaseFrom } from './lease.ts';
import type { FenceTiming } from './timing.ts';

/** How far this incarnation is. `change` is the one of the applied epoch, where it is known. */
export type Standing = { applied: number; change: string | undefined; seq: number };

/** The fence as a member reads it: its epoch, and the entries from `applied` on that the ring still has. */
export type FenceReply = { epoch: number; entries: readonly FenceEntry[]; seq?: number };

export type Verdict =
  /** Nothing new. */
  | { kind: 'current' }
  /** Older than what is applied already; a hint may be, a renewal may not. */
  | { kind: 'behind' }
  | { kind: 'apply'; refs: EntityRef[]; upTo: { epoch: number; change: string | undefined } }
  /** This incarnation may serve no more: leave, and begin anew under another name (G1). */
  | { kind: 'dead'; why: 'removed' | 'ring_overrun' | 'restored' };

/** What is to be done about a reply; `undefined` when the filter "I am still a member" missed. */
export function readReply(
  standing: Standing,
  reply: FenceReply | undefined,
  of: 'renewal' | 'hint',
): Verdict {
  if (reply === undefined) return { kind: 'dead', why: 'removed' };
  const { epoch, entries, seq } = reply;
  if (of === 'renewal' && isAnotherHistory(standing, reply)) return { kind: 'dead', why: 'restored' };
  if (epoch < standing.applied) return { kind: 'behind' };
  if (seq !== undefined && seq <= standing.seq) return { kind: 'dead', why: 'restored' };
  if (epoch === standing.applied) return { kind: 'current' };
  const missed = entries.filter(entry => entry.epoch > standing.applied && entry.epoch <= epoch);
  if (missed.length < epoch - standing.applied) return { kind: 'dead', why: 'ring_overrun' };
  return { kind: 'apply', refs: distinct(missed), upTo: { epoch, change: missed.at(-1)?.change } };
}

/** A database that was put back to an earlier time: it knows less than we saw, or another change at our epoch. */
export function isAnotherHistory(standing: Standing, { epoch, entries, seq }: FenceReply): boolean {
  if (epoch < standing.applied || (seq !== undefined && seq <= standing.seq)) return true;
  const ours = entries.find(entry => entry.epoch === standing.applied);
  return ours !== undefined && standing.change !== undefined && ours.change !== standing.change;
}

function distinct(entries: readonly FenceEntry[]): EntityRef[] {
  return [...new Map(entries.map(({ kind, id }) => [`${kind} ${id}`, { kind, id }])).values()];
}

/**
 * What applying consists of: `refresh` reads the entities, puts them into memory and cuts off what they forbid;
 * `advance` counts the epoch as applied; `acknowledge` says so.
 */
export type ApplyPart = 'refresh' | 'advance' | 'acknowledge';

const inOrder: readonly ApplyPart[] = ['refresh', 'advance', 'acknowledge'];

/** What the order and the clocks of a member are made of. The campaign replaces one at a time, to see it caught. */
export const memberSteps = {
  readReply,
  isFresh,
  /** I2: a lease only when everything up to the renewal's own epoch is applied. */
  leaseAfter(
    current: Lease,
    renewal: { sent: Instant; epoch: number; applied: number },
    timing: FenceTiming,
  ) {
    return renewal.applied >= renewal.epoch ? laterLease(current, leaseFrom(renewal.sent, timing)) : current;
  },
  /** The instant from which a renewal's lease counts: before it was sent, whatever the reply took. */
  renewalInstant: (sent: Instant, _replied: Instant) => sent,
  /** An acknowledgement says "it is in my memory": never before it is, whatever brought the news. */
  order: { renewal: inOrder, hint: inOrder },
};

export type MemberSteps = typeof memberSteps;

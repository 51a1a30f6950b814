/** C3 and C4 as pure steps: how a change stands with each gateway. */
import type { AckDocument, FenceMember } from './fence-document.ts';
import { lapseMs } from './timing.ts';

export type Wait = 'acknowledged' | 'left' | 'timed_out' | 'waiting';

/**
 * C3: how long to wait for one member. Its lease counts from our own instant after C2 returned, on our own clock: all
 * its renewals that did not know of this change were sent before.
 */
export function judgeMember(
  member: FenceMember,
  epoch: number,
  ack: Pick<AckDocument, 'applied' | 'left'> | undefined,
  elapsedMs: number,
): Wait {
  if (ack !== undefined && ack.applied >= epoch) return 'acknowledged';
  if (ack?.left === true) return 'left';
  return elapsedMs >= lapseMs(member.lease) ? 'timed_out' : 'waiting';
}

/**
 * C4: a member that ran out of time. With its `seq` as C2 saw it, its lease has ended and it is removed (*lapsed*);
 * with a later one it renewed after C2, which bound it to apply the change before serving on (*late*).
 */
export function judgeTimedOut(seenSeq: number, now: FenceMember | undefined): 'lapsed' | 'late' {
  return now === undefined || now.seq === seenSeq ? 'lapsed' : 'late';
}

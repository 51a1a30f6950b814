import type { AckPoll } from './ack-poll.ts';
import { judgeMember, type Wait } from './change-steps.ts';
import type { FenceMember } from './fence-document.ts';

export type Settled = {
  incarnation: string;
  member: FenceMember;
  wait: Exclude<Wait, 'waiting'>;
  at: number;
};

/**
 * C3: waits for every member of the change's epoch.
 * @param asked the local instant after C2 returned, from which leases are counted
 */
export async function awaitMembers(
  members: readonly [incarnation: string, member: FenceMember][],
  epoch: number,
  asked: number,
  poll: AckPoll,
): Promise<Settled[]> {
  const settled = new Map<string, Settled>();
  const incarnations = members.map(([incarnation]) => incarnation);
  const look: Parameters<AckPoll['follow']>[1] = acks => {
    const at = performance.now();
    for (const [incarnation, member] of members) {
      if (settled.has(incarnation)) continue;
      const wait = judgeMember(member, epoch, acks.get(incarnation), at - asked);
      if (wait !== 'waiting') settled.set(incarnation, { incarnation, member, wait, at });
    }
    return settled.size === members.length;
  };
  if (members.length > 0) await poll.follow(incarnations, look);
  return [...settled.values()];
}

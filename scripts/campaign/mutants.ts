/** One safeguard taken away at a time. Each must be caught under the fault that is named with it. */
import { type MemberSteps, memberSteps } from '@ck/shared/fence';
import { type FenceChecks, fenceChecks } from '../../gateway/fence-checks.ts';

type Mutant = {
  /** What is missing. */
  missing: string;
  fault: string;
  steps?: Partial<MemberSteps>;
  checks?: Partial<FenceChecks>;
};

const acknowledgedFirst = ['acknowledge', 'refresh', 'advance'] as const;

export const mutants = {
  lease_without_applying: {
    missing: 'I2: the lease is extended although the change is not applied',
    fault: 'reads_held',
    steps: {
      leaseAfter: (current, renewal, timing) =>
        memberSteps.leaseAfter(current, { ...renewal, applied: renewal.epoch }, timing),
    },
  },
  lease_from_reply: {
    missing: 'the lease counts from before the request was sent',
    fault: 'slow_replies',
    steps: { renewalInstant: (_sent, replied) => replied },
  },
  acknowledged_before_applied: {
    missing: 'an acknowledgement comes after applying',
    fault: 'all_changes',
    steps: { order: { renewal: acknowledgedFirst, hint: acknowledgedFirst } },
  },
  timer_flag: {
    missing: 'the clock is read inline; a timer clears a flag instead',
    fault: 'stall',
    steps: { isFresh: flagClearedByTimer() },
  },
  admission_only: {
    missing: 'freshness and authority are checked again before bytes go upstream',
    fault: 'pause',
    checks: { beforeBytes: () => undefined, beforeWrite: () => true },
  },
  hint_outside_queue: {
    missing: 'a hint goes through the queue; it claims its epoch and reads beside everything else',
    fault: 'all_changes',
    steps: { order: { ...memberSteps.order, hint: ['advance', 'acknowledge', 'refresh'] } },
  },
  stream_without_lease: {
    missing: 'an event stream ends with the lease',
    fault: 'cut_off',
    checks: { mayStream: () => true },
  },
  restore_unnoticed: {
    missing: 'a database that was put back is noticed',
    fault: 'restore',
    steps: {
      readReply(standing, reply, of) {
        if (reply === undefined || of === 'hint') return memberSteps.readReply(standing, reply, of);
        const { seq: _, ...rest } = reply;
        return reply.epoch <= standing.applied
          ? { kind: 'current' }
          : memberSteps.readReply({ ...standing, change: undefined }, rest, of);
      },
    },
  },
} as const satisfies Record<string, Mutant>;

export type MutantName = keyof typeof mutants;

/** What a gateway is started with to be this mutant. */
export function mutationOf(name: string): { steps: MemberSteps; checks: FenceChecks } {
  const mutant: Mutant | undefined = Object.entries(mutants).find(([key]) => key === name)?.[1];
  return {
    steps: { ...memberSteps, ...mutant?.steps },
    checks: { ...fenceChecks, ...mutant?.checks },
  };
}

function flagClearedByTimer(): MemberSteps['isFresh'] {
  let deadline = 0;
  let fresh = false;
  let timer: NodeJS.Timeout | undefined;
  return lease => {
    if (lease.deadline !== deadline) {
      deadline = lease.deadline;
      const left = deadline - performance.now();
      fresh = left > 0;
      clearTimeout(timer);
      timer = setTimeout(() => {
        fresh = false;
      }, left);
    }
    return fresh;
  };
}

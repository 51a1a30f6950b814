import { memberSteps } from '@ck/shared/fence';
import type { State } from './state.ts';

/** What must hold in every state; the first that does not, in words. */
export function brokenInvariant(state: State): string | undefined {
  return (
    promise(state) ?? committedFirst(state) ?? leaseOfApplied(state) ?? liveIsMember(state) ?? ordered(state)
  );
}

const serving = ({ gateways }: State) =>
  gateways.flatMap((gateway, index) => {
    const lease = { deadline: gateway.lease, wallDeadline: Number.POSITIVE_INFINITY };
    const fresh = memberSteps.isFresh(lease, { monotonic: 0, wall: 0 });
    return fresh ? [{ ...gateway, incarnation: `g${index}-${gateway.life}` }] : [];
  });

/** The promise itself (and I4): once a change has returned, nobody serves under what was before it. */
function promise(state: State): string | undefined {
  const returned = state.changers.filter(({ phase }) => phase === 'returned').map(({ version }) => version);
  const newest = Math.max(0, ...returned);
  const stale = serving(state).find(({ memory }) => memory < newest);
  return stale && `promise: ${stale.incarnation} serves version ${stale.memory} after ${newest} had returned`;
}

/** I1: what an epoch stands for is committed before the epoch exists. */
function committedFirst({ log, changers }: State): string | undefined {
  const early = log.find(({ change }) => (changers[Number(change.slice(1))]?.version ?? 0) === 0);
  return early && `I1: epoch ${early.epoch} exists before its change is committed`;
}

/** I2: a lease only from a renewal whose epoch is applied. */
function leaseOfApplied(state: State): string | undefined {
  const early = serving(state).find(({ applied, leaseEpoch }) => applied < leaseEpoch);
  return (
    early &&
    `I2: ${early.incarnation} serves by a renewal of epoch ${early.leaseEpoch}, applied ${early.applied}`
  );
}

/** I3: whoever has a live deadline is a member. */
function liveIsMember(state: State): string | undefined {
  const lost = serving(state).find(({ incarnation }) => state.members[incarnation] === undefined);
  return lost && `I3: ${lost.incarnation} serves and is no member`;
}

/** I5: epochs are ordered by one document, without a gap and each once. */
function ordered({ log }: State): string | undefined {
  const at = log.findIndex(({ epoch }, index) => epoch !== index + 1);
  return at < 0 ? undefined : `I5: epoch ${log[at]?.epoch} stands at place ${at + 1} of the ring`;
}

export type { Fenced, FenceOutcome, GatewayReceipt, Receipt } from '../receipt.ts';
export { carryThrough, fenceChange, settleChanges, whenSettled } from './change.ts';
export { judgeMember, judgeTimedOut } from './change-steps.ts';
export { appendChange } from './changer-store.ts';
export type {
  EntityKind,
  EntityRef,
  FenceEntry,
  FenceMember as FenceMemberState,
  PendingFence,
} from './fence-document.ts';
export { type ChangeState, findChangeState } from './find-change-state.ts';
export { instant, isFresh, leaseFrom } from './lease.ts';
export { type EntityWrite, insertMarked, writeMarked } from './marked-write.ts';
export { FenceMember, type MemberOptions } from './member.ts';
export type { MemberEntities } from './member-join.ts';
export { type MemberLink, openLink } from './member-link.ts';
export { type ApplyPart, type MemberSteps, memberSteps } from './member-steps.ts';
export { readReceipts } from './receipt-store.ts';
export { sweepPendingChanges } from './sweeper.ts';
export { defaultTiming, type FenceTiming } from './timing.ts';

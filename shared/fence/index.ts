export { carryThrough, fenceChange, settleChanges } from './change.ts';
export { appendChange } from './changer-store.ts';
export type { EntityKind, EntityRef, PendingFence } from './fence-document.ts';
export { type ChangeState, findChangeState } from './find-change-state.ts';
export { type EntityWrite, insertMarked, writeMarked } from './marked-write.ts';
export { FenceMember, type MemberOptions } from './member.ts';
export type { MemberEntities } from './member-join.ts';
export { type MemberLink, openLink } from './member-link.ts';
export { type MemberSteps, memberSteps } from './member-steps.ts';
export {
  type Fenced,
  type FenceOutcome,
  type GatewayReceipt,
  outcomeInWords,
  type Receipt,
  receiptInWords,
} from './receipt.ts';
export { readReceipts } from './receipt-store.ts';
export { sweepPendingChanges } from './sweeper.ts';
export { defaultTiming, type FenceTiming } from './timing.ts';

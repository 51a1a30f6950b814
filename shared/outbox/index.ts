export { claimDue, type Ending, endClaim } from './claim.ts';
export { type MessageState, readMailStates } from './message-state.ts';
export type { OutboxDocument, OutboxState } from './outbox-row.ts';
export { countQueued, queueMail, queueSlack } from './queue-message.ts';

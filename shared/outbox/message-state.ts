import { Outbox, type OutboxDocument, type OutboxState } from './outbox-row.ts';

/** How the last message about something stands, for whoever caused it. */
export type MessageState = {
  state: OutboxState;
  attempts: number;
  lastError?: string;
  nextAt?: Date;
  sentAt?: Date;
};

/** By invitation; for rooms that have authorized the actor already. */
export async function readMailStates(invitationIds: readonly string[]): Promise<Map<string, MessageState>> {
  const rows = await Outbox.find({ kind: 'invitation', 'refs.invitationId': { $in: [...invitationIds] } })
    .sort({ _id: 1 })
    .lean<OutboxDocument[]>();
  // The newest of each comes last and stays.
  return new Map(rows.map(row => [String(row.refs.invitationId), toState(row)]));
}

function toState({ state, attempts, lastError, dueAt, sentAt }: OutboxDocument): MessageState {
  return {
    state,
    attempts,
    ...(lastError !== undefined && { lastError }),
    ...(state === 'queued' && attempts > 0 && { nextAt: dueAt }),
    ...(sentAt !== undefined && { sentAt }),
  };
}

import { Invitation, type InvitationDocument } from '../access/index.ts';
import type { Actor } from '../accounts/index.ts';
import { listEndpointsById } from '../endpoints/index.ts';
import { requireManagedKey } from '../keys/index.ts';
import { readMailStates } from '../outbox/index.ts';
import { type InvitationView, toInvitationView } from './invitation-view.ts';

/** The invitations of a key, newest first, with how their mails stand. @throws DomainError `not_found` */
export async function listInvitations(
  actor: Actor,
  keyId: string,
  now = new Date(),
): Promise<InvitationView[]> {
  const key = await requireManagedKey(actor, keyId);
  const rows = await Invitation.find({ keyId: key.id })
    .sort({ _id: -1 })
    .limit(200)
    .lean<InvitationDocument[]>();
  const mails = await readMailStates(rows.map(({ _id }) => _id));
  return rows.map(row => toInvitationView(row, now, mails.get(row._id)));
}

export type InvitationCounts = { accepted: number; pending: number };

/** By key; for rooms and pages that have authorized the actor on these keys already. */
export async function countInvitations(
  keyIds: readonly string[],
  now = new Date(),
): Promise<Map<string, InvitationCounts>> {
  const groups: { _id: string; accepted: number; pending: number }[] = await Invitation.aggregate([
    { $match: { keyId: { $in: [...keyIds] }, live: true } },
    {
      $group: {
        _id: '$keyId',
        accepted: { $sum: { $cond: [{ $eq: ['$status', 'accepted'] }, 1, 0] } },
        pending: {
          $sum: { $cond: [{ $and: [{ $eq: ['$status', 'pending'] }, { $gt: ['$expiresAt', now] }] }, 1, 0] },
        },
      },
    },
  ]);
  return new Map(groups.map(({ _id, accepted, pending }) => [_id, { accepted, pending }]));
}

/** One that waits for the actor's answer, as the dashboard shows it. */
export type WaitingInvitation = { id: string; endpoint: string; invitedBy: string; expiresAt: Date };

/** The invitations to the actor's own address that are still good, newest first. */
export async function listWaitingInvitations(actor: Actor, now = new Date()): Promise<WaitingInvitation[]> {
  if (actor.kind !== 'account') return [];
  const mine = { address: actor.email, status: 'pending' as const, expiresAt: { $gt: now } };
  const rows = await Invitation.find(mine).sort({ sentAt: -1 }).limit(20).lean<InvitationDocument[]>();
  const endpoints = await listEndpointsById(rows.map(({ endpointId }) => endpointId));
  return rows.flatMap(({ _id, endpointId, invitedBy, expiresAt }) => {
    const endpoint = endpoints.get(endpointId)?.name;
    return endpoint === undefined ? [] : [{ id: _id, endpoint, invitedBy: invitedBy.email, expiresAt }];
  });
}

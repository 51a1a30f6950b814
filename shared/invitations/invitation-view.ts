import type { InvitationDocument } from '../access/index.ts';
import type { MessageState } from '../outbox/index.ts';

export type InvitationStatus = 'pending' | 'accepted' | 'expired' | 'revoked';

export type InvitationView = {
  id: string;
  keyId: string;
  address: string;
  status: InvitationStatus;
  invitedBy: string;
  sentAt: Date;
  expiresAt: Date;
  acceptedAt?: Date;
  revokedAt?: Date;
  /** How its mail stands; missing for access that was given without one. */
  mail?: MessageState;
};

export function statusOf({ status, expiresAt }: InvitationDocument, now: Date): InvitationStatus {
  return status === 'pending' && expiresAt <= now ? 'expired' : status;
}

export function toInvitationView(row: InvitationDocument, now: Date, mail?: MessageState): InvitationView {
  const { _id, keyId, address, invitedBy, sentAt, expiresAt, acceptedAt, revokedAt } = row;
  return {
    id: _id,
    keyId,
    address,
    status: statusOf(row, now),
    invitedBy: invitedBy.email,
    sentAt,
    expiresAt,
    ...(acceptedAt !== undefined && { acceptedAt }),
    ...(revokedAt !== undefined && { revokedAt }),
    ...(mail !== undefined && { mail }),
  };
}

export { acceptByLink, acceptInvitation } from './accept.ts';
export { type FirstSuccess, readFirstSuccesses } from './first-success.ts';
export type { InvitationStatus, InvitationView } from './invitation-view.ts';
export { type InviteResult, inviteCollaborators, resendInvitation } from './invite.ts';
export type { InvitationLimits } from './limits.ts';
export {
  countInvitations,
  type InvitationCounts,
  listInvitations,
  listWaitingInvitations,
  type WaitingInvitation,
} from './list-invitations.ts';
export { type InvitationMailFacts, invitationMailFacts, wantedFacts } from './mail-facts.ts';
export { askForNewInvitation, type OpenInvitation, openInvitation } from './open-invitation.ts';
export { cutOffCompletely, revokeInvitation } from './revoke.ts';
export type { InvitationMeans } from './send-invitation.ts';

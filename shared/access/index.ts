export { acceptedKeyIds, deleteInvitations, grantAccess, hasAccess } from './access.ts';
export { Invitation, type InvitationDocument } from './invitation.ts';

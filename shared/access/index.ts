export { acceptedKeyIds, deleteInvitations, grantAccess, hasAccess } from './access.ts';
export { Invitation, type InvitationDocument } from './invitation.ts';
export { keyIdsWithInvitation } from './keys-with-invitation.ts';

export { acceptedKeyIds, deleteInvitations, grantAccess, hasAccess } from './access.ts';

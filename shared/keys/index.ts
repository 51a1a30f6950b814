export { createKey } from './create-key.ts';
export { deleteEndpoint } from './delete-endpoint.ts';
export { deleteKey } from './delete-key.ts';
export { type DeletedKeyView, getDeletedKey, listDeletedKeys } from './deleted-keys.ts';
export { getDocumentOfKey } from './document-of-key.ts';
export { type EndingOverlap, endDueOverlaps, listEndingOverlaps } from './end-overlaps.ts';
export { endDuePauses } from './end-pause.ts';
export { findKeyForMail, findLivingKeyName, requireCallsOfKey, requireManagedKey } from './find-key.ts';
export { findKeyByText } from './find-key-by-text.ts';
export { countKeys, findKeys, type KeyFilter, type KeyOrder, type KeyPage } from './find-keys.ts';
export { findKeysByName, type NamedKey } from './find-keys-by-name.ts';
export { grantPermission } from './grant-permission.ts';
export type { KeySecrets } from './issue-key.ts';
export { allowsNothing, type EnvironmentAuthority, type KeyAuthority } from './key-authority.ts';
export { digestKeyText } from './key-digest.ts';
export {
  foldName as foldKeyName,
  type Overlap,
  overlaps,
  readDescription as readKeyDescription,
  readName as readKeyName,
} from './key-state.ts';
export { createKeyText, keyTextPattern, maskKeyText, type ParsedKeyText, parseKeyText } from './key-text.ts';
export type { EnvironmentKeyView, KeyView } from './key-view.ts';
export { canManageKey, getKey, listKeys } from './list-keys.ts';
export {
  getSharedKey,
  type LookedAt,
  listSharedKeys,
  type SharedKey,
  viewAsCollaborator,
} from './list-shared-keys.ts';
export { loadKeyAuthorities } from './load-key-authorities.ts';
export { nameKeys } from './name-keys.ts';
export { openKeyForCall } from './open-key-for-call.ts';
export { pauseKey } from './pause-key.ts';
export { readPauseTime } from './pause-time.ts';
export { endKeyOverlap, regenerateKey } from './regenerate-key.ts';
export { revealKey } from './reveal-key.ts';
export { saveKeyDetails } from './save-key-details.ts';
export { savePermissions } from './save-permissions.ts';
export { switchBothOff } from './switch-both-off.ts';
export { switchKey } from './switch-key.ts';
export { findTakenNames } from './taken-names.ts';

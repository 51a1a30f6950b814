export { type Environment, environmentLabels, environments } from '../environment.ts';
export { saveAllowedOrigins } from './allowed-origins.ts';
export { changeEndpoint } from './change-endpoint.ts';
export { getChangeState } from './change-state.ts';
export { createEndpoint } from './create-endpoint.ts';
export { deployEndpoint } from './deploy-endpoint.ts';
export {
  findDocumentText,
  findOperations,
  getDocument,
  type ListedOperation,
  saveDocument,
} from './endpoint-document.ts';
export {
  type EndpointRoute,
  loadEndpointRoutes,
  type MockRoute,
  type Route,
  type UpstreamRoute,
} from './endpoint-route.ts';
export type { DeploymentView, EndpointView } from './endpoint-view.ts';
export { fetchDocument } from './fetch-document.ts';
export { guardedLookup } from './guarded-lookup.ts';
export { type ActivityQuery, exportActivity, listActivity } from './list-activity.ts';
export { getEndpoint, listEndpoints } from './list-endpoints.ts';
export { addOwner, listOwners, ownerIdsOf, removeOwner } from './owners.ts';
export { previewDeployment, type RevisionDifference } from './preview-deployment.ts';
export { holdEndpoint, requireOwnedEndpoint } from './require-endpoint.ts';
export {
  defaultRetention,
  listRetentionsToApply,
  markRetentionApplied,
  type Retention,
  retentionsOf,
  saveRetention,
} from './retention.ts';
export { compareRevisions, listRevisions, type RevisionView } from './revisions.ts';
export { findDeployedDocument, findSandboxOperations } from './sandbox-operations.ts';
export { saveHandling } from './save-handling.ts';
export { saveUpstream } from './save-upstream.ts';
export { listEndpointsById, type SharedEndpoint } from './shared-endpoint.ts';
export { isForbiddenAddress } from './upstream-address.ts';
export { listUpstreamHeaders, removeUpstreamHeader, saveUpstreamHeader } from './upstream-headers.ts';

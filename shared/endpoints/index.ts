export { type Environment, environmentLabels, environments } from '../environment.ts';
export { getChangeState } from './change-state.ts';
export { createEndpoint } from './create-endpoint.ts';
export { deployEndpoint } from './deploy-endpoint.ts';
export { findDocumentText, getDocument, saveDocument } from './endpoint-document.ts';
export {
  type EndpointRoute,
  loadEndpointRoutes,
  type MockRoute,
  type Route,
  type UpstreamRoute,
} from './endpoint-route.ts';
export type { DeploymentView, EndpointView } from './endpoint-view.ts';
export { guardedLookup } from './guarded-lookup.ts';
export { listActivity } from './list-activity.ts';
export { getEndpoint, listEndpoints } from './list-endpoints.ts';
export { requireOwnedEndpoint } from './require-endpoint.ts';
export { saveHandling } from './save-handling.ts';
export { saveUpstream } from './save-upstream.ts';
export { listEndpointsById, type SharedEndpoint } from './shared-endpoint.ts';
export { isForbiddenAddress } from './upstream-address.ts';

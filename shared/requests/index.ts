export { requestPermission, requestProduction } from './ask.ts';
export { approveRequest, type Decided, declineRequest, withdrawRequest } from './decide.ts';
export type { Evidence } from './evidence.ts';
export {
  countPendingByEndpoint,
  countPendingRequests,
  getRequest,
  listRequests,
  listRequestsOfKey,
  listWaitingRequests,
} from './find-request.ts';
export type { RequestStatus, Wish } from './request.ts';
export type { RequestView } from './request-view.ts';

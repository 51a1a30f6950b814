import type { Actor } from '../accounts/index.ts';
import { listEndpoints, requireOwnedEndpoint } from '../endpoints/index.ts';
import { isDomainError, notFound } from '../errors.ts';
import { getKey } from '../keys/index.ts';
import { AccessRequest, type RequestDocument, type RequestStatus } from './request.ts';
import { type RequestView, toRequestView } from './request-view.ts';

/** Enough for a page; older ones are in the endpoint's activity. */
const mostAtOnce = 100;

/** The requests of an endpoint, newest first, at most 100. @throws DomainError `not_found` unless the actor owns it */
export async function listRequests(
  actor: Actor,
  { endpointId, status }: { endpointId: string; status?: RequestStatus },
): Promise<RequestView[]> {
  const endpoint = await requireOwnedEndpoint(actor, endpointId);
  return await newest({ endpointId: endpoint.id, ...(status !== undefined && { status }) });
}

/** How many wait for a decision. @throws DomainError `not_found` unless the actor owns the endpoint */
export async function countPendingRequests(actor: Actor, endpointId: string): Promise<number> {
  const endpoint = await requireOwnedEndpoint(actor, endpointId);
  return await AccessRequest.countDocuments({ endpointId: endpoint.id, status: 'pending' });
}

/** How many wait for a decision of this actor, by the id of their endpoint; where none waits, it is left out. */
export async function countPendingByEndpoint(actor: Actor): Promise<Map<string, number>> {
  const owned = (await listEndpoints(actor)).map(({ id }) => id);
  const counts = await AccessRequest.aggregate<{ _id: string; count: number }>([
    { $match: { endpointId: { $in: owned }, status: 'pending' } },
    { $group: { _id: '$endpointId', count: { $sum: 1 } } },
  ]);
  return new Map(counts.map(({ _id, count }) => [_id, count]));
}

/** Those that wait for a decision of this actor, on all endpoints that the actor owns; the oldest first. */
export async function listWaitingRequests(
  actor: Actor,
  { page = 1, size = 10 }: { page?: number; size?: number } = {},
): Promise<{ requests: RequestView[]; waiting: number; page: number; pages: number }> {
  const owned = (await listEndpoints(actor)).map(({ id }) => id);
  const those = { endpointId: { $in: owned }, status: 'pending' as const };
  const waiting = await AccessRequest.countDocuments(those);
  const pages = Math.max(1, Math.ceil(waiting / size));
  const shown = Math.min(Math.max(1, Math.trunc(page) || 1), pages);
  const found = await AccessRequest.find(those)
    .sort({ _id: 1 })
    .skip((shown - 1) * size)
    .limit(size)
    .lean<RequestDocument[]>();
  return { requests: found.map(toRequestView), waiting, page: shown, pages };
}

/** Those of one key, for its owner and its collaborators. @throws DomainError `not_found` */
export async function listRequestsOfKey(actor: Actor, keyId: string): Promise<RequestView[]> {
  return await newest({ keyId: (await getKey(actor, keyId)).id });
}

/** For the owner of its endpoint and the collaborators of its key. @throws DomainError `not_found` */
export async function getRequest(actor: Actor, requestId: string): Promise<RequestView> {
  const request = await AccessRequest.findById(String(requestId)).lean<RequestDocument>();
  if (request === null) throw notFound('request');
  if (await ownsEndpoint(actor, request)) return toRequestView(request);
  await getKey(actor, request.keyId).catch(error => {
    throw isDomainError(error) ? notFound('request') : error;
  });
  return toRequestView(request);
}

/** @throws DomainError `not_found` unless the actor owns its endpoint */
export async function requireOwnedRequest(actor: Actor, requestId: string): Promise<RequestView> {
  const request = await AccessRequest.findById(String(requestId)).lean<RequestDocument>();
  if (request === null || !(await ownsEndpoint(actor, request))) throw notFound('request');
  return toRequestView(request);
}

async function ownsEndpoint(actor: Actor, { endpointId }: RequestDocument): Promise<boolean> {
  return await requireOwnedEndpoint(actor, endpointId).then(
    () => true,
    error => {
      if (isDomainError(error)) return false;
      throw error;
    },
  );
}

async function newest(filter: Partial<Pick<RequestDocument, 'endpointId' | 'keyId' | 'status'>>) {
  const found = await AccessRequest.find(filter)
    .sort({ _id: -1 })
    .limit(mostAtOnce)
    .lean<RequestDocument[]>();
  return found.map(toRequestView);
}

import type { Actor } from '../accounts/index.ts';
import { notFound } from '../errors.ts';
import { Endpoint, type EndpointDocument } from './endpoint.ts';
import { type EndpointView, toEndpointView } from './endpoint-view.ts';
import { owns } from './require-endpoint.ts';

/** The endpoints that the actor owns, by name. */
export async function listEndpoints(actor: Actor): Promise<EndpointView[]> {
  const mine = actor.kind === 'job' ? {} : { ownerIds: actor.accountId };
  const endpoints = await Endpoint.find({ ...mine, deleted: { $exists: false } })
    .sort({ name: 1 })
    .lean<EndpointDocument[]>();
  return endpoints.map(toEndpointView);
}

/** @throws DomainError `not_found` unless it exists and the actor owns it. */
export async function getEndpoint(actor: Actor, slug: string): Promise<EndpointView> {
  const endpoint = await Endpoint.findOne({ slug: String(slug) }).lean<EndpointDocument>();
  if (endpoint === null || endpoint.deleted !== undefined || !owns(actor, endpoint)) throw notFound('API');
  return toEndpointView(endpoint);
}

import type { Actor } from '../accounts/index.ts';
import type { ClientSession } from '../database/index.ts';
import { notFound } from '../errors.ts';
import { Endpoint, type EndpointDocument } from './endpoint.ts';
import { type EndpointView, toEndpointView } from './endpoint-view.ts';

/** @throws DomainError `not_found` unless it exists and the actor owns it (a job acts for the product). */
export async function findOwnedEndpoint(
  actor: Actor,
  endpointId: string,
  session?: ClientSession,
): Promise<EndpointDocument> {
  const endpoint = await Endpoint.findById(String(endpointId))
    .session(session ?? null)
    .lean<EndpointDocument>();
  if (endpoint === null || endpoint.deleted !== undefined || !owns(actor, endpoint)) throw notFound('API');
  return endpoint;
}

/** The same for other rooms of the domain, as plain data. */
export async function requireOwnedEndpoint(
  actor: Actor,
  endpointId: string,
  session?: ClientSession,
): Promise<EndpointView> {
  return toEndpointView(await findOwnedEndpoint(actor, endpointId, session));
}

export function owns(actor: Actor, endpoint: Pick<EndpointDocument, 'ownerIds'>): boolean {
  return actor.kind === 'job' || endpoint.ownerIds.includes(actor.accountId);
}

/**
 * For what is added to an endpoint, within the transaction that adds it: whoever deletes the endpoint at the same time
 * conflicts with it, and one of both is repeated. Only a write does that: transactions do not see each other's reads.
 * @throws DomainError `not_found` as `requireOwnedEndpoint`
 */
export async function holdEndpoint(actor: Actor, endpointId: string, session: ClientSession): Promise<void> {
  const { _id } = await findOwnedEndpoint(actor, endpointId, session);
  await Endpoint.updateOne({ _id }, { $inc: { additions: 1 } }, { session });
}

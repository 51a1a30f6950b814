import type { Actor } from '../accounts/index.ts';
import { type AuditEventView, readAuditEvents } from '../audit/index.ts';
import { findOwnedEndpoint } from './require-endpoint.ts';

/** What was done on an endpoint and its keys, newest first. @throws DomainError `not_found` */
export async function listActivity(
  actor: Actor,
  filter: { endpointId: string; keyId?: string; limit: number },
): Promise<AuditEventView[]> {
  const endpoint = await findOwnedEndpoint(actor, filter.endpointId);
  return await readAuditEvents({ ...filter, endpointId: endpoint._id });
}

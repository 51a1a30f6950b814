import type { Actor } from '../accounts/index.ts';
import { type ActivityFilter, type AuditEventView, readAuditEvents } from '../audit/index.ts';
import { findOwnedEndpoint } from './require-endpoint.ts';

export type ActivityQuery = ActivityFilter & { endpointId: string };

/** What was done on an endpoint and its keys, newest first. @throws DomainError `not_found` */
export async function listActivity(
  actor: Actor,
  filter: ActivityQuery & { limit: number },
): Promise<AuditEventView[]> {
  const endpoint = await findOwnedEndpoint(actor, filter.endpointId);
  return await readAuditEvents({ ...filter, endpointId: endpoint._id });
}

const exportedAtOnce = 500;

/** All of it that passes the filter, newest first, in pieces. @throws DomainError `not_found` */
export async function* exportActivity(actor: Actor, filter: ActivityQuery): AsyncGenerator<AuditEventView[]> {
  for (let before = filter.before; ; ) {
    const cursor = before === undefined ? {} : { before };
    const events = await listActivity(actor, { ...filter, ...cursor, limit: exportedAtOnce });
    if (events.length > 0) yield events;
    before = events.at(-1)?.id;
    if (events.length < exportedAtOnce) return;
  }
}

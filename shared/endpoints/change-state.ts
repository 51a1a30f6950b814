import type { Actor } from '../accounts/index.ts';
import { findAuditEvent } from '../audit/index.ts';
import { type ChangeState, findChangeState } from '../fence/index.ts';
import { findOwnedEndpoint } from './require-endpoint.ts';

/**
 * What became of a change that had returned `pending`. One that nobody knows of is pending, and later not done: its id
 * alone tells nothing.
 * @throws DomainError `not_found` when it is a change of somebody else's endpoint
 */
export async function getChangeState(actor: Actor, change: string): Promise<ChangeState> {
  const event = await findAuditEvent(change);
  if (event !== undefined) await findOwnedEndpoint(actor, event.endpointId);
  return await findChangeState(String(change));
}

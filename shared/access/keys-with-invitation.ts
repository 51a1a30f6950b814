import { Invitation } from './invitation.ts';

/**
 * The keys of an endpoint to which somebody is invited and has not answered, or has (`live`: either). For rooms that have
 * authorized the actor on the endpoint.
 */
export async function keyIdsWithInvitation(
  endpointId: string,
  which: 'pending' | 'live',
  now = new Date(),
): Promise<string[]> {
  const pending = { status: 'pending' as const, expiresAt: { $gt: now } };
  const wanted = which === 'pending' ? pending : { $or: [{ status: 'accepted' as const }, pending] };
  return await Invitation.distinct('keyId', { endpointId, live: true, ...wanted });
}

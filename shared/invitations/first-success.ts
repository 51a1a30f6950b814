import { Invitation, type InvitationDocument } from '../access/index.ts';
import type { Actor } from '../accounts/index.ts';
import { callCollection } from '../calls/index.ts';
import { requireManagedKey } from '../keys/index.ts';

/** From accepting an invitation to the first 2xx answer: by any app with the key, and by this person in the console. */
export type FirstSuccess = { invitationId: string; acceptedAt: Date; app?: Date; console?: Date };

const newest = 20;
/** Who gets nothing but refusals for months is not looked through to the end. Milliseconds for each question. */
const patienceMs = 500;

/**
 * How far the last 20 people who accepted have come. What rows no longer tell, or not in time, is left out.
 * @throws DomainError `not_found`
 */
export async function readFirstSuccesses(actor: Actor, keyId: string): Promise<FirstSuccess[]> {
  const key = await requireManagedKey(actor, keyId);
  const accepted = await Invitation.find({ keyId: key.id, status: 'accepted', live: true })
    .sort({ acceptedAt: -1 })
    .limit(newest)
    .lean<InvitationDocument[]>();
  return await Promise.all(
    accepted.map(async ({ _id, accountId = '', acceptedAt = new Date() }) => {
      const [app, inConsole] = await Promise.all([
        findFirst({ keyId: key.id, source: 'app' }, acceptedAt),
        findFirst({ keyId: key.id, source: 'console', actorId: accountId }, acceptedAt),
      ]);
      return {
        ...{ invitationId: _id, acceptedAt },
        ...(app !== undefined && { app }),
        ...(inConsole !== undefined && { console: inConsole }),
      };
    }),
  );
}

async function findFirst(
  whose: { keyId: string; source: 'app' | 'console'; actorId?: string },
  since: Date,
): Promise<Date | undefined> {
  const success = { at: { $gte: since }, outcome: 'ok', status: { $gte: 200, $lt: 300 } };
  const found = await callCollection()
    .find({ ...whose, ...success }, { projection: { at: 1 } })
    .hint(whose.source === 'console' ? 'keyId-console' : 'keyId-time')
    .sort({ at: 1 })
    .limit(1)
    .maxTimeMS(patienceMs)
    .next()
    .catch(error => {
      if (isOutOfTime(error)) return null;
      throw error;
    });
  return found?.at;
}

const isOutOfTime = (error: unknown) =>
  error instanceof Error && 'codeName' in error && error.codeName === 'MaxTimeMSExpired';

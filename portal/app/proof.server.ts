import { type Actor, actorName } from '@ck/shared/accounts';
import { isDomainError } from '@ck/shared/errors';
import type { FenceOutcome } from '@ck/shared/receipt';
import type { FormOutcome } from './form-outcome.ts';
import type { Proof } from './proof.ts';

export function proofOf(actor: Actor, fence: FenceOutcome): Proof {
  return { fence, at: new Date(), who: actorName(actor), surface: actor.surface };
}

/** A change whose commit was not confirmed in time: shown as pending, which settles by itself. */
export function unconfirmedOutcome(actor: Actor, error: unknown, place: string): FormOutcome | undefined {
  if (!isDomainError(error) || error.code !== 'unconfirmed') return undefined;
  const proof = proofOf(actor, { kind: 'pending', change: String(error.details.change) });
  return { place, done: 'The change is made', proof, result: undefined, conflict: false };
}

import { type Actor, actorName } from '@ck/shared/accounts';
import type { FenceOutcome } from '@ck/shared/receipt';
import type { Proof } from './proof.ts';

export function proofOf(actor: Actor, fence: FenceOutcome): Proof {
  return { fence, at: new Date(), who: actorName(actor), surface: actor.surface };
}

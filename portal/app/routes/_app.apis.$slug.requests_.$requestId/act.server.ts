import type { Actor } from '@ck/shared/accounts';
import { approveRequest, declineRequest } from '@ck/shared/requests';
import { parseWithZod } from '@conform-to/zod/v4';
import { z } from 'zod';
import { refuseForm, refuseInput } from '#app/errors.server.ts';
import type { FormOutcome } from '#app/form-outcome.ts';
import { proofOf, unconfirmedOutcome } from '#app/proof.server.ts';

const note = z.string().max(500, 'At most 500 characters.').default('');

const schema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('approve'), note, expectedVersion: z.coerce.number().int() }),
  z.object({ intent: z.literal('decline'), note }),
]);

/** Approves or declines. Of two owners who decide at once one does, and the other is told who. */
export async function decideRequest(actor: Actor, requestId: string, form: FormData) {
  const submission = parseWithZod(form, { schema });
  const place = 'decision';
  if (submission.status !== 'success') return refuseInput(submission, place);
  try {
    const done = await decide(actor, requestId, submission.value);
    return { place, result: undefined, conflict: false, ...done } satisfies FormOutcome;
  } catch (error) {
    return unconfirmedOutcome(actor, error, place) ?? refuseForm(submission, error, place);
  }
}

async function decide(
  actor: Actor,
  requestId: string,
  form: z.output<typeof schema>,
): Promise<Pick<FormOutcome, 'done' | 'proof'>> {
  if (form.intent === 'decline') {
    await declineRequest(actor, { requestId, note: form.note });
    return { done: 'The request is declined' };
  }
  const { note: words, expectedVersion } = form;
  const { fence } = await approveRequest(actor, { requestId, note: words, expectedVersion });
  return { done: 'Approved', ...(fence !== undefined && { proof: proofOf(actor, fence) }) };
}

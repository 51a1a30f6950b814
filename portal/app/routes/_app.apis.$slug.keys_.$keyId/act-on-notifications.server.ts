import type { Actor } from '@ck/shared/accounts';
import { saveAssignments } from '@ck/shared/notifications';
import { parseWithZod } from '@conform-to/zod/v4';
import { z } from 'zod';
import { refuseForm, refuseInput } from '#app/errors.server.ts';
import type { FormOutcome } from '#app/form-outcome.ts';
import { counted } from '#app/numbers.ts';

const schema = z.object({
  intent: z.literal('assign'),
  accountId: z.string().max(40),
  kinds: z.array(z.string().max(40)).max(40).default([]),
});

export async function actOnNotifications(actor: Actor, keyId: string, form: FormData) {
  const submission = parseWithZod(form, { schema });
  const place = `assign:${String(submission.payload.accountId)}`;
  if (submission.status !== 'success') return refuseInput(submission, place);
  const { accountId, kinds } = submission.value;
  try {
    const { address, assigned } = await saveAssignments(actor, { keyId, accountId, kinds });
    const done = `${address} is notified of ${counted(assigned, 'kind')}`;
    return { place, result: undefined, conflict: false, done } satisfies FormOutcome;
  } catch (error) {
    return refuseForm(submission, error, place);
  }
}

import type { Actor } from '@ck/shared/accounts';
import { saveMyRule, sendTest } from '@ck/shared/notifications';
import { parseWithZod } from '@conform-to/zod/v4';
import { z } from 'zod';
import { refuseForm, refuseInput } from '#app/errors.server.ts';
import type { FormOutcome } from '#app/form-outcome.ts';

const of = { keyId: z.string().max(40), kind: z.string().max(40) };

const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('save'),
    ...of,
    on: z.boolean().default(false),
    mail: z.boolean().default(false),
    portal: z.boolean().default(false),
    threshold: z.coerce.number({ error: 'A whole number.' }).optional(),
  }),
  z.object({ intent: z.literal('test'), ...of }),
]);

type Form = z.output<typeof schema>;

export async function actOnRule(actor: Actor, form: FormData) {
  const submission = parseWithZod(form, { schema });
  const { keyId, kind } = submission.payload;
  const place = `${String(keyId)}:${String(kind)}`;
  if (submission.status !== 'success') return refuseInput(submission, place);
  try {
    const done = await act(actor, submission.value);
    return { place, result: undefined, conflict: false, done } satisfies FormOutcome;
  } catch (error) {
    return refuseForm(submission, error, place);
  }
}

async function act(actor: Actor, form: Form): Promise<string> {
  if (form.intent === 'test') {
    const { mail, portal } = await sendTest(actor, form);
    const ways = [...(portal ? ['in your inbox'] : []), ...(mail ? ['on its way by mail'] : [])];
    return `A test is ${ways.join(' and ')}`;
  }
  const { threshold, intent: _intent, ...rule } = form;
  const { label } = await saveMyRule(actor, { ...rule, ...(threshold !== undefined && { threshold }) });
  return `${label} is saved`;
}

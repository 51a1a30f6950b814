import type { Actor } from '@ck/shared/accounts';
import { requestPermission, requestProduction, withdrawRequest } from '@ck/shared/requests';
import { parseWithZod } from '@conform-to/zod/v4';
import { z } from 'zod';
import { refuseForm, refuseInput } from '#app/errors.server.ts';
import type { FormOutcome } from '#app/form-outcome.ts';

const note = z.string().default('');

const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('permission'),
    environment: z.enum(['sandbox', 'production']),
    permission: z.enum(['create', 'read', 'update', 'delete']),
    note,
    /** The refused call that made them ask. */
    callId: z.string().optional(),
  }),
  z.object({ intent: z.literal('production'), note }),
  z.object({ intent: z.literal('withdraw'), requestId: z.string() }),
]);

/** What a collaborator asks for on the guide's page, or no longer does. */
export async function actOnGuide(actor: Actor, keyId: string, form: FormData) {
  const submission = parseWithZod(form, { schema });
  const place = form.get('intent') === 'permission' ? 'permission' : 'production';
  if (submission.status !== 'success') return refuseInput(submission, place);
  const wanted = submission.value;
  try {
    const done = await act(actor, keyId, wanted);
    return { place, done, result: undefined, conflict: false } satisfies FormOutcome;
  } catch (error) {
    return refuseForm(submission, error, place);
  }
}

async function act(actor: Actor, keyId: string, wanted: z.output<typeof schema>): Promise<string> {
  switch (wanted.intent) {
    case 'permission': {
      const { callId, environment, permission } = wanted;
      const wish = { environment, permission, note: wanted.note };
      await requestPermission(actor, { keyId, ...wish, ...(callId !== undefined && { callId }) });
      return 'You have asked the owner';
    }
    case 'production':
      await requestProduction(actor, { keyId, note: wanted.note });
      return 'You have asked for Production';
    case 'withdraw':
      await withdrawRequest(actor, wanted.requestId);
      return 'The request is withdrawn';
  }
}

import {
  type Actor,
  beginSlackConnect,
  cancelSlackConnect,
  confirmSlackConnect,
  disconnectSlackUser,
} from '@ck/shared/accounts';
import { parseWithZod } from '@conform-to/zod/v4';
import { z } from 'zod';
import { refuseForm, refuseInput } from '#app/errors.server.ts';
import type { FormOutcome } from '#app/form-outcome.ts';

const id = z.string().max(40);

const schema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('begin') }),
  z.object({ intent: z.literal('confirm') }),
  z.object({ intent: z.literal('cancel') }),
  z.object({ intent: z.literal('disconnect'), teamId: id, userId: id }),
]);

/** The code is in this one answer and nowhere else. */
export type SlackOutcome = FormOutcome & { code?: string };

export async function actOnSlack(actor: Actor, form: FormData) {
  const submission = parseWithZod(form, { schema });
  const place = 'slack';
  if (submission.status !== 'success') return refuseInput(submission, place);
  try {
    const answer = await act(actor, submission.value);
    return { place, result: undefined, conflict: false, ...answer } satisfies SlackOutcome;
  } catch (error) {
    return refuseForm(submission, error, place);
  }
}

async function act(
  actor: Actor,
  form: z.output<typeof schema>,
): Promise<Pick<SlackOutcome, 'done' | 'code'>> {
  switch (form.intent) {
    case 'begin':
      return { done: undefined, code: (await beginSlackConnect(actor)).code };
    case 'confirm': {
      const { userName, teamName } = await confirmSlackConnect(actor);
      return { done: `${userName} in ${teamName} acts as you from now on` };
    }
    case 'cancel':
      await cancelSlackConnect(actor);
      return { done: 'Nothing is connected. The code is dead.' };
    case 'disconnect':
      await disconnectSlackUser(actor, form);
      return { done: 'It is disconnected. Commands from there are refused.' };
  }
}

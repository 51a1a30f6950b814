import type { Actor } from '@ck/shared/accounts';
import {
  deleteKey,
  endKeyOverlap,
  getKey,
  pauseKey,
  saveKeyDetails,
  savePermissions,
  switchKey,
} from '@ck/shared/keys';
import { outcomeInWords } from '@ck/shared/receipt';
import { parseWithZod } from '@conform-to/zod/v4';
import type { AppLoadContext } from '@remix-run/node';
import { z } from 'zod';
import { environmentLabels } from '#app/environment.ts';
import { refuseForm, refuseInput } from '#app/errors.server.ts';
import type { FormOutcome } from '#app/form-outcome.ts';
import { proofOf, unconfirmedOutcome } from '#app/proof.server.ts';
import { redirectWithToast } from '#app/toast.server.ts';

const environment = z.enum(['sandbox', 'production']);
const expectedVersion = z.coerce.number().int();

/** Each form of the page, by its intent. */
const schema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('switch'), environment, active: z.enum(['true', 'false']) }),
  z.object({ intent: z.literal('pause'), environment, for: z.string().max(10) }),
  z.object({ intent: z.literal('end_overlap'), environment }),
  z.object({
    intent: z.literal('permissions'),
    environment,
    permissions: z.array(z.enum(['create', 'read', 'update', 'delete'])).default([]),
    expectedVersion,
  }),
  z.object({
    intent: z.literal('details'),
    name: z.string({ error: 'Enter a name, such as Acme Corp.' }),
    description: z.string().default(''),
    expectedVersion,
  }),
  z.object({
    intent: z.literal('delete'),
    name: z.string({ error: 'Type the name of the key to delete it.' }),
  }),
]);

type Form = z.output<typeof schema>;
type Place = { keyId: string; slug: string };

export async function actOnKey(
  { actor, context }: { actor: Actor; context: AppLoadContext },
  { keyId, slug }: Place,
  form: FormData,
) {
  const submission = parseWithZod(form, { schema });
  const { intent, environment: sent } = submission.payload;
  const place = typeof sent === 'string' ? `${intent}:${sent}` : String(intent);
  if (submission.status !== 'success') return refuseInput(submission, place);
  const wanted = submission.value;
  try {
    if (wanted.intent === 'delete') {
      const key = await getKey(actor, keyId);
      if (key.name !== wanted.name.trim()) {
        return refuseInput(
          {
            reply: () =>
              submission.reply({ fieldErrors: { name: [`This is not its name. Type ${key.name}.`] } }),
          },
          place,
        );
      }
      const { fence } = await deleteKey(actor, { keyId });
      const words = `${key.name} is deleted: ${outcomeInWords(fence)}. Its past calls stay.`;
      return await redirectWithToast(`/apis/${slug}/keys`, words, context);
    }
    const done = await change(actor, keyId, wanted);
    return { place, result: undefined, conflict: false, ...done } satisfies FormOutcome;
  } catch (error) {
    return unconfirmedOutcome(actor, error, place) ?? refuseForm(submission, error, place);
  }
}

async function change(
  actor: Actor,
  keyId: string,
  form: Exclude<Form, { intent: 'delete' }>,
): Promise<Pick<FormOutcome, 'done' | 'proof'>> {
  switch (form.intent) {
    case 'switch': {
      const active = form.active === 'true';
      const key = await switchKey(actor, { keyId, environment: form.environment, active });
      const done = `${environmentLabels[form.environment]} is ${active ? 'active' : 'off'} for ${key.name}`;
      return { done, proof: proofOf(actor, key.fence) };
    }
    case 'pause': {
      const { environment, for: time } = form;
      const { name, fence } = await pauseKey(actor, { keyId, environment, for: time });
      return { done: `${environmentLabels[environment]} is off for ${name}`, proof: proofOf(actor, fence) };
    }
    case 'permissions': {
      const { intent: _intent, ...wanted } = form;
      const { fence } = await savePermissions(actor, { keyId, ...wanted });
      const done = `The ${environmentLabels[form.environment]} permissions are saved`;
      return { done, proof: proofOf(actor, fence) };
    }
    case 'end_overlap': {
      const { environment } = form;
      const { fence } = await endKeyOverlap(actor, { keyId, environment });
      return {
        done: `The old ${environmentLabels[environment]} key is ended`,
        proof: proofOf(actor, fence),
      };
    }
    case 'details': {
      const { intent: _intent, ...wanted } = form;
      const key = await saveKeyDetails(actor, { keyId, ...wanted });
      return { done: `${key.name} is saved` };
    }
  }
}

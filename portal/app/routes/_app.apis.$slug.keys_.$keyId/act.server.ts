import type { Actor } from '@ck/shared/accounts';
import { deleteKey, getKey, saveKeyDetails, savePermissions, switchKey } from '@ck/shared/keys';
import { parseWithZod } from '@conform-to/zod/v4';
import type { AppLoadContext } from '@remix-run/node';
import { z } from 'zod';
import { environmentLabels } from '#app/environment.ts';
import { refuseForm, refuseInput } from '#app/errors.server.ts';
import type { FormOutcome } from '#app/form-outcome.ts';
import { redirectWithToast } from '#app/toast.server.ts';

const environment = z.enum(['sandbox', 'production']);
const expectedVersion = z.coerce.number().int();

/** Each form of the page, by its intent. */
const schema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('switch'), environment, active: z.enum(['true', 'false']) }),
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
  { actor, request, context }: { actor: Actor; request: Request; context: AppLoadContext },
  { keyId, slug }: Place,
) {
  const submission = parseWithZod(await request.formData(), { schema });
  const { intent, environment: sent } = submission.payload;
  const place = typeof sent === 'string' ? `${intent}:${sent}` : String(intent);
  if (submission.status !== 'success') return refuseInput(submission, place);
  const form = submission.value;
  try {
    if (form.intent === 'delete') {
      const key = await getKey(actor, keyId);
      if (key.name !== form.name.trim()) {
        return refuseInput(
          {
            reply: () =>
              submission.reply({ fieldErrors: { name: [`This is not its name. Type ${key.name}.`] } }),
          },
          place,
        );
      }
      await deleteKey(actor, { keyId });
      return await redirectWithToast(
        `/apis/${slug}/keys`,
        `${key.name} is deleted. Its past calls stay.`,
        context,
      );
    }
    const done = await change(actor, keyId, form);
    return { place, done, result: undefined, conflict: false } satisfies FormOutcome;
  } catch (error) {
    return refuseForm(submission, error, place);
  }
}

async function change(
  actor: Actor,
  keyId: string,
  form: Exclude<Form, { intent: 'delete' }>,
): Promise<string> {
  switch (form.intent) {
    case 'switch': {
      const active = form.active === 'true';
      const key = await switchKey(actor, { keyId, environment: form.environment, active });
      return `${environmentLabels[form.environment]} is ${active ? 'active' : 'off'} for ${key.name}`;
    }
    case 'permissions': {
      const { intent: _intent, ...wanted } = form;
      await savePermissions(actor, { keyId, ...wanted });
      return `The ${environmentLabels[form.environment]} permissions are saved`;
    }
    case 'details': {
      const { intent: _intent, ...wanted } = form;
      const key = await saveKeyDetails(actor, { keyId, ...wanted });
      return `${key.name} is saved`;
    }
  }
}

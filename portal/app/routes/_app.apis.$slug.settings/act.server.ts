import type { AccountView, Actor } from '@ck/shared/accounts';
import {
  addOwner,
  type EndpointView,
  removeOwner,
  removeUpstreamHeader,
  saveAllowedOrigins,
  saveRetention,
  saveUpstreamHeader,
} from '@ck/shared/endpoints';
import { DomainError } from '@ck/shared/errors';
import { deleteEndpoint } from '@ck/shared/keys';
import type { FenceOutcome } from '@ck/shared/receipt';
import { parseWithZod } from '@conform-to/zod/v4';
import type { AppLoadContext } from '@remix-run/node';
import { z } from 'zod';
import { portalSettings } from '#app/config.server.ts';
import { environmentLabels } from '#app/environment.ts';
import { refuseForm, refuseInput } from '#app/errors.server.ts';
import type { FormOutcome } from '#app/form-outcome.ts';
import { counted } from '#app/numbers.ts';
import { proofOf, unconfirmedOutcome } from '#app/proof.server.ts';
import { redirectWithToast } from '#app/toast.server.ts';

const expectedVersion = z.coerce.number().int();
const environment = z.enum(['sandbox', 'production']);
const text = z.string().default('');

/** Each form of the page, by its intent. */
const schema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('add_owner'), email: text, expectedVersion }),
  z.object({ intent: z.literal('remove_owner'), accountId: z.string(), email: text, expectedVersion }),
  z.object({ intent: z.literal('origins'), origins: text, expectedVersion }),
  z.object({ intent: z.literal('save_header'), environment, name: text, value: text, expectedVersion }),
  z.object({ intent: z.literal('remove_header'), environment, name: z.string(), expectedVersion }),
  z.object({
    intent: z.literal('retention'),
    days: z.coerce.number({ error: 'Enter a number of days.' }),
    expectedVersion,
  }),
  z.object({ intent: z.literal('delete'), name: text, expectedVersion }),
]);

type Form = z.output<typeof schema>;
type Place = { actor: Actor; account: AccountView; endpoint: EndpointView; context: AppLoadContext };

/** In which card each form stands. */
const places: Readonly<Record<Form['intent'], string>> = {
  add_owner: 'owners',
  remove_owner: 'owners',
  origins: 'origins',
  save_header: 'headers',
  remove_header: 'headers',
  retention: 'retention',
  delete: 'delete',
};

export async function actOnSettings({ actor, account, endpoint, context }: Place, sent: FormData) {
  const read = parseWithZod(sent, { schema });
  // What a header says is told to its API and to nobody else, not even to who entered it.
  const hideFields = ['value'];
  const submission = { ...read, reply: (extra: object) => read.reply({ ...extra, hideFields }) };
  const place = [places[sent.get('intent') as Form['intent']], sent.get('environment')]
    .filter(part => part !== null)
    .join(':');
  if (read.status !== 'success') return refuseInput(submission, place);
  const form = read.value;
  try {
    if (form.intent === 'delete') {
      if (form.name.trim() !== endpoint.name)
        throw new DomainError('invalid', `This is not its name. Type ${endpoint.name}.`, { field: 'name' });
      await deleteEndpoint(actor, { endpointId: endpoint.id, expectedVersion: form.expectedVersion });
      return await redirectWithToast('/apis', `${endpoint.name} is deleted`, context);
    }
    const { done, fence } = await act(actor, endpoint.id, form);
    // This page is not theirs any more.
    if (form.intent === 'remove_owner' && form.accountId === account.id)
      return await redirectWithToast('/apis', `You no longer own ${endpoint.name}`, context);
    return {
      place,
      done,
      proof: proofOf(actor, fence),
      result: undefined,
      conflict: false,
    } satisfies FormOutcome;
  } catch (error) {
    return unconfirmedOutcome(actor, error, place) ?? refuseForm(submission, error, place);
  }
}

async function act(
  actor: Actor,
  endpointId: string,
  form: Exclude<Form, { intent: 'delete' }>,
): Promise<{ done: string; fence: FenceOutcome }> {
  const { upstreamMaster, ownerPolicy } = portalSettings();
  const wanted = { endpointId, expectedVersion: form.expectedVersion };
  switch (form.intent) {
    case 'add_owner': {
      const { fence } = await addOwner(actor, { ...wanted, email: form.email }, { ownerPolicy });
      return { done: `${form.email.trim()} is an owner now`, fence };
    }
    case 'remove_owner': {
      const { fence } = await removeOwner(actor, { ...wanted, accountId: form.accountId });
      return { done: `${form.email} is no longer an owner`, fence };
    }
    case 'origins': {
      const origins = form.origins.split(/[\s,]+/).filter(origin => origin !== '');
      const { allowedOrigins, fence } = await saveAllowedOrigins(actor, { ...wanted, origins });
      const which = allowedOrigins.length === 0 ? 'any origin' : counted(allowedOrigins.length, 'origin');
      return { done: `Browsers may call from ${which}`, fence };
    }
    case 'save_header': {
      const { name, value } = form;
      const { fence } = await saveUpstreamHeader(
        actor,
        { ...wanted, environment: form.environment, name, value },
        { upstreamMaster },
      );
      return { done: `${name.trim()} is sent with ${environmentLabels[form.environment]} calls`, fence };
    }
    case 'remove_header': {
      const header = { ...wanted, environment: form.environment, name: form.name };
      const { fence } = await removeUpstreamHeader(actor, header, { upstreamMaster });
      return {
        done: `${form.name} is no longer sent with ${environmentLabels[form.environment]} calls`,
        fence,
      };
    }
    case 'retention': {
      const saved = await saveRetention(actor, { ...wanted, days: form.days });
      return { done: `Calls are kept for ${counted(saved.retentionDays, 'day')}`, fence: saved.fence };
    }
  }
}

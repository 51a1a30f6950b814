import type { Actor } from '@ck/shared/accounts';
import { deployEndpoint, saveDocument, saveHandling, saveUpstream } from '@ck/shared/endpoints';
import type { FenceOutcome } from '@ck/shared/receipt';
import { parseWithZod } from '@conform-to/zod/v4';
import { z } from 'zod';
import { portalSettings } from '#app/config.server.ts';
import { atTheAddress, readDocumentForm } from '#app/document-form.server.ts';
import { environmentLabels } from '#app/environment.ts';
import { refuseForm, refuseInput } from '#app/errors.server.ts';
import type { FormOutcome } from '#app/form-outcome.ts';
import { proofOf, unconfirmedOutcome } from '#app/proof.server.ts';

const expectedVersion = z.coerce.number().int();

/** Each form of the page, by its intent. */
const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('upstream'),
    environment: z.enum(['sandbox', 'production']),
    upstream: z.string({ error: 'Enter an address, such as https://api.harbor.example.' }),
    expectedVersion,
  }),
  z.object({
    intent: z.literal('document'),
    document: z.string({ error: 'Paste the OpenAPI document, choose its file, or enter its address.' }),
    expectedVersion,
  }),
  z.object({
    intent: z.literal('handling'),
    environment: z.enum(['sandbox', 'production']),
    mock: z.boolean().default(false),
    strict: z.boolean().default(false),
    expectedVersion,
  }),
  z.object({ intent: z.literal('deploy'), expectedVersion }),
]);

type Form = z.output<typeof schema>;

export async function actOnEndpoint(actor: Actor, endpointId: string, request: Request) {
  const sent = await readDocumentForm(actor, request);
  const { form, fault } = sent;
  const submission = parseWithZod(form, { schema });
  const refusing = atTheAddress(submission, sent);
  const place = [form.get('intent'), form.get('environment')].filter(part => part !== null).join(':');
  if (fault !== undefined) return refuseForm(refusing, fault, place);
  if (submission.status !== 'success') return refuseInput(refusing, place);
  try {
    const { done, fence } = await act(actor, endpointId, submission.value);
    const proof = proofOf(actor, fence);
    return { place, done, proof, result: undefined, conflict: false } satisfies FormOutcome;
  } catch (error) {
    return unconfirmedOutcome(actor, error, place) ?? refuseForm(refusing, error, place);
  }
}

async function act(
  actor: Actor,
  endpointId: string,
  form: Form,
): Promise<{ done: string; fence: FenceOutcome }> {
  const { upstreamMaster, development } = portalSettings();
  const { expectedVersion: version } = form;
  switch (form.intent) {
    case 'upstream': {
      const { environment, upstream: url } = form;
      const means = { upstreamMaster, allowLoopback: development };
      const wanted = { endpointId, environment, url, expectedVersion: version };
      const { fence } = await saveUpstream(actor, wanted, means);
      return { done: `The ${environmentLabels[environment]} upstream is saved`, fence };
    }
    case 'document': {
      const saved = await saveDocument(actor, {
        endpointId,
        document: form.document,
        expectedVersion: version,
      });
      const done = `Revision ${saved.sandbox.documentRevision ?? ''} is saved and deployed to Sandbox`;
      return { done, fence: saved.fence };
    }
    case 'handling': {
      const { environment, mock, strict } = form;
      const wanted = { endpointId, environment, mock, strict, expectedVersion: version };
      const { fence } = await saveHandling(actor, wanted);
      return { done: `The ${environmentLabels[environment]} handling is saved`, fence };
    }
    case 'deploy': {
      const deployed = await deployEndpoint(actor, { endpointId, expectedVersion: version });
      const done = `Revision ${deployed.production.documentRevision ?? ''} is deployed to Production`;
      return { done, fence: deployed.fence };
    }
  }
}

import { createEndpoint } from '@ck/shared/endpoints';
import { parseWithZod } from '@conform-to/zod/v4';
import { useActionData } from '@remix-run/react';
import { z } from 'zod';
import { signedIn } from '#app/auth/require-account.server.ts';
import { Card } from '#app/components/card.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { portalSettings } from '#app/config.server.ts';
import { atTheAddress, readDocumentForm } from '#app/document-form.server.ts';
import { refuseForm, refuseInput } from '#app/errors.server.ts';
import { pageTitle } from '#app/page-title.ts';
import { redirectWithToast } from '#app/toast.server.ts';
import { EndpointForm } from './endpoint-form.tsx';

/** Lengths and forms are the domain's to judge; this only says what must be there. */
const schema = z
  .object({
    name: z.string({ error: 'Enter a name, such as Orders API.' }),
    slug: z.string().default(''),
    document: z.string({ error: 'Paste the OpenAPI document, choose its file, or enter its address.' }),
    sandboxUpstream: z.string().default(''),
    mockSandbox: z.boolean().default(false),
    productionUpstream: z.string().default(''),
  })
  .refine(({ sandboxUpstream, mockSandbox }) => mockSandbox || sandboxUpstream.trim() !== '', {
    path: ['sandboxUpstream'],
    error: 'Enter the address of your sandbox, such as https://sandbox.harbor.example, or choose the mock.',
  });

export const meta = () => pageTitle('Add endpoint');

export const loader = signedIn(async () => null);

export const action = signedIn(async ({ actor, request, context }) => {
  const sent = await readDocumentForm(actor, request);
  const submission = parseWithZod(sent.form, { schema });
  const refusing = atTheAddress(submission, sent);
  if (sent.fault !== undefined) return refuseForm(refusing, sent.fault);
  if (submission.status !== 'success') return refuseInput(refusing);
  const { name, slug, document, sandboxUpstream, mockSandbox, productionUpstream } = submission.value;
  const { ownerPolicy, upstreamMaster, development } = portalSettings();
  try {
    const endpoint = await createEndpoint(
      actor,
      {
        name,
        slug,
        document,
        upstreams: { sandbox: sandboxUpstream, production: productionUpstream },
        mockSandbox,
      },
      { ownerPolicy, upstreamMaster, allowLoopback: development },
    );
    return await redirectWithToast(
      `/apis/${endpoint.slug}`,
      `${endpoint.name} is added. Its Sandbox is deployed.`,
      context,
    );
  } catch (error) {
    return refuseForm(refusing, error);
  }
});

export default function AddEndpoint() {
  const result = useActionData<typeof action>()?.result;
  return (
    <>
      <PageHeader
        title="Add endpoint"
        lead="An API that partners reach through the gateway, by keys that you hand out."
        trail={[{ to: '/apis', label: 'APIs' }]}
      />
      <PageBody>
        <Card>
          <EndpointForm result={result} />
        </Card>
      </PageBody>
    </>
  );
}

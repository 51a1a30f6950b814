import { getEndpoint } from '@ck/shared/endpoints';
import { useActionData, useLoaderData } from '@remix-run/react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { endpointSections, endpointTrail } from '#app/endpoint-pages.ts';
import { fileAsText } from '#app/file-as-text.server.ts';
import { pageTitle } from '#app/page-title.ts';
import { onboard } from './act.server.ts';
import { ListForm } from './list-form.tsx';
import { Preview } from './preview.tsx';
import { Results } from './results.tsx';

export const meta = ({ data }: { data: { endpoint: { name: string } } | undefined }) =>
  pageTitle(data?.endpoint.name, 'Onboard many');

export const loader = signedIn(async ({ actor, param }) => ({
  endpoint: await getEndpoint(actor, param('slug')),
}));

export const action = signedIn(async ({ actor, param, request }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  return await onboard(actor, endpoint.id, await fileAsText(await request.formData(), 'list'));
});

/** From a list to keys and invitations: entered, looked at, done. Each step is a page that works without scripts. */
export default function OnboardMany() {
  const { endpoint } = useLoaderData<typeof loader>();
  const made = useActionData<typeof action>();
  const base = `/apis/${endpoint.slug}/keys`;
  return (
    <>
      <PageHeader
        title="Onboard many"
        lead="One line for each company: a key of its own, and invitations to its people."
        trail={[...endpointTrail(endpoint), { to: base, label: 'Collaboration Keys' }]}
        sections={endpointSections(endpoint.slug)}
      />
      <PageBody>
        {made?.step === 'done' ? (
          <Results results={made.results} base={base} />
        ) : (
          <>
            {made?.step === 'preview' && <Preview {...made} />}
            <ListForm entered={made} back={base} />
          </>
        )}
      </PageBody>
    </>
  );
}

import { getEndpoint, listOwners, listUpstreamHeaders } from '@ck/shared/endpoints';
import { countKeys } from '@ck/shared/keys';
import { useActionData, useLoaderData } from '@remix-run/react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { portalSettings } from '#app/config.server.ts';
import { endpointSections, endpointTrail } from '#app/endpoint-pages.ts';
import { pageTitle } from '#app/page-title.ts';
import { actOnSettings } from './act.server.ts';
import { DeleteCard } from './delete-card.tsx';
import { HeadersCard } from './headers-card.tsx';
import { OriginsCard } from './origins-card.tsx';
import { OwnersCard } from './owners-card.tsx';
import { RetentionCard } from './retention-card.tsx';

export const meta = ({ data }: { data: { endpoint: { name: string } } | undefined }) =>
  pageTitle(data?.endpoint.name, 'Settings');

export const loader = signedIn(async ({ actor, account, param }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  const [owners, keys, headers] = await Promise.all([
    listOwners(actor, endpoint.id),
    countKeys(actor, endpoint.id),
    listUpstreamHeaders(actor, endpoint.id, portalSettings()),
  ]);
  return {
    endpoint,
    keys,
    headers,
    owners: owners.map(({ id, email, name }) => ({ id, email, name, isReader: id === account.id })),
  };
});

export const action = signedIn(async ({ actor, account, param, request, context }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  return await actOnSettings({ actor, account, endpoint, context }, await request.formData());
});

/** After a conflict the page must show what the other one saved. */
export const shouldRevalidate = () => true;

export default function Settings() {
  const { endpoint, owners, keys, headers } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Settings"
        lead="Who owns this endpoint, who may call it from a browser, and what its API is told."
        trail={endpointTrail(endpoint)}
        sections={endpointSections(endpoint.slug)}
      />
      <PageBody>
        <OwnersCard {...{ endpoint, owners, outcome }} />
        <HeadersCard {...{ endpoint, headers, outcome }} />
        <OriginsCard {...{ endpoint, outcome }} />
        <RetentionCard {...{ endpoint, outcome }} />
        <DeleteCard {...{ endpoint, keys, outcome }} />
      </PageBody>
    </>
  );
}

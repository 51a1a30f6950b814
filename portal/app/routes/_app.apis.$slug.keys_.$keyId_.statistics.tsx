import { getEndpoint } from '@ck/shared/endpoints';
import { useLoaderData } from '@remix-run/react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { PageHeader } from '#app/components/page-header.tsx';
import { endpointSections, endpointTrail } from '#app/endpoint-pages.ts';
import { findKeyOrTombstone } from '#app/key-or-tombstone.server.ts';
import { pageTitle } from '#app/page-title.ts';
import { FilterLinks } from '#app/statistics/filter-links.tsx';
import { loadStatistics } from '#app/statistics/load.server.ts';
import { StatisticsBody } from '#app/statistics/statistics-page.tsx';

export const meta = ({ data }: { data: { key: { name: string } } | undefined }) =>
  pageTitle(data?.key.name, 'Statistics');

export const loader = signedIn(async ({ actor, param, url }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  const key = await findKeyOrTombstone(actor, { endpointId: endpoint.id, keyId: param('keyId') });
  return { endpoint, key, loaded: await loadStatistics(actor, { keyId: key.id }, url) };
});

export default function KeyStatistics() {
  const { endpoint, key, loaded } = useLoaderData<typeof loader>();
  const keys = `/apis/${endpoint.slug}/keys`;
  return (
    <>
      <PageHeader
        title="Statistics"
        trail={[
          ...endpointTrail(endpoint),
          { to: keys, label: 'Collaboration Keys' },
          { to: `${keys}/${key.path}`, label: key.name },
        ]}
        actions={<FilterLinks filters={loaded.filters} />}
        sections={endpointSections(endpoint.slug)}
      />
      <StatisticsBody loaded={loaded} logs={`${keys}/${key.id}/logs`} />
    </>
  );
}

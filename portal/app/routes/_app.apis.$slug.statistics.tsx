import { getEndpoint } from '@ck/shared/endpoints';
import { useLoaderData } from '@remix-run/react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { PageHeader } from '#app/components/page-header.tsx';
import { endpointSections, endpointTrail } from '#app/endpoint-pages.ts';
import { pageTitle } from '#app/page-title.ts';
import { FilterLinks } from '#app/statistics/filter-links.tsx';
import { loadStatistics } from '#app/statistics/load.server.ts';
import { StatisticsBody } from '#app/statistics/statistics-page.tsx';

export const meta = ({ data }: { data: { endpoint: { name: string } } | undefined }) =>
  pageTitle(data?.endpoint.name, 'Statistics');

export const loader = signedIn(async ({ actor, param, url }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  return { endpoint, loaded: await loadStatistics(actor, { endpointId: endpoint.id }, url) };
});

/** What all keys of an endpoint called, and the keys compared. */
export default function EndpointStatistics() {
  const { endpoint, loaded } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Statistics"
        trail={endpointTrail(endpoint)}
        actions={<FilterLinks filters={loaded.filters} />}
        sections={endpointSections(endpoint.slug)}
      />
      <StatisticsBody loaded={loaded} logs={`/apis/${endpoint.slug}/logs`} slug={endpoint.slug} />
    </>
  );
}

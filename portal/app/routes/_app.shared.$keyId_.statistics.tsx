import { getSharedKey } from '@ck/shared/keys';
import { useLoaderData } from '@remix-run/react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { companyOf } from '#app/companies.server.ts';
import { PageHeader } from '#app/components/page-header.tsx';
import { sharedSections, sharedTrail } from '#app/endpoint-pages.ts';
import { pageTitle } from '#app/page-title.ts';
import { FilterLinks } from '#app/statistics/filter-links.tsx';
import { loadStatistics } from '#app/statistics/load.server.ts';
import { StatisticsBody } from '#app/statistics/statistics-page.tsx';

export const meta = ({ data }: { data: { endpointName: string } | undefined }) =>
  pageTitle(data?.endpointName, 'Statistics');

export const loader = signedIn(async ({ actor, param, url }) => {
  const shared = await getSharedKey(actor, param('keyId'));
  const { key, endpoint, sharedBy } = shared;
  return {
    ...{ keyId: key.id, keyName: key.name, endpointName: endpoint.name, sharedBy },
    company: companyOf(shared),
    loaded: await loadStatistics(actor, { keyId: key.id }, url),
  };
});

/** What a collaborator's own key called; other keys of the endpoint are none of its business. */
export default function SharedKeyStatistics() {
  const { keyId, keyName, endpointName, sharedBy, company, loaded } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Statistics"
        lead={`Calls with key ${keyName} · shared by ${sharedBy}`}
        trail={sharedTrail(keyId, { name: endpointName }, company)}
        sections={sharedSections(keyId)}
        actions={<FilterLinks filters={loaded.filters} />}
      />
      <StatisticsBody loaded={loaded} logs={`/shared/${keyId}/logs`} />
    </>
  );
}

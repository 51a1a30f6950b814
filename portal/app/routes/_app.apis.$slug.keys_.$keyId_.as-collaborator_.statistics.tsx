import { getEndpoint } from '@ck/shared/endpoints';
import { viewAsCollaborator } from '@ck/shared/keys';
import { useLoaderData } from '@remix-run/react';
import { LookedAtHeader, OnlyLooking } from '#app/as-collaborator/looked-at.tsx';
import { signedIn } from '#app/auth/require-account.server.ts';
import { pageTitle } from '#app/page-title.ts';
import { FilterLinks } from '#app/statistics/filter-links.tsx';
import { loadStatistics } from '#app/statistics/load.server.ts';
import { StatisticsBody } from '#app/statistics/statistics-page.tsx';

export const meta = ({ data }: { data: { key: { name: string } } | undefined }) =>
  pageTitle(data?.key.name, 'Statistics as a collaborator');

export const loader = signedIn(async ({ actor, param, url }) => {
  await getEndpoint(actor, param('slug'));
  const { key, endpoint } = await viewAsCollaborator(actor, param('keyId'), 'statistics');
  return { key, endpoint, loaded: await loadStatistics(actor, { keyId: key.id }, url) };
});

/** The numbers that a key's people have before them. */
export default function StatisticsAsCollaborator() {
  const { key, endpoint, loaded } = useLoaderData<typeof loader>();
  const logs = `/apis/${endpoint.slug}/keys/${key.id}/as-collaborator/logs`;
  return (
    <>
      <LookedAtHeader of={{ key, endpoint }} actions={<FilterLinks filters={loaded.filters} />} />
      <StatisticsBody loaded={loaded} logs={logs} note={<OnlyLooking />} />
    </>
  );
}

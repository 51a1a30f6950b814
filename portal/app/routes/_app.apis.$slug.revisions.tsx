import { compareRevisions, getEndpoint, listRevisions, type RevisionView } from '@ck/shared/endpoints';
import { Link, useLoaderData } from '@remix-run/react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { Card, CardFoot } from '#app/components/card.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { EnvironmentBadge } from '#app/components/environment-badge.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { RevisionChanges } from '#app/components/revision-changes.tsx';
import { Time, ZoneNote } from '#app/components/time.tsx';
import { endpointSections, endpointTrail } from '#app/endpoint-pages.ts';
import { environments } from '#app/environment.ts';
import { counted } from '#app/numbers.ts';
import { pageTitle } from '#app/page-title.ts';

export const meta = ({ data }: { data: { endpoint: { name: string } } | undefined }) =>
  pageTitle(data?.endpoint.name, 'Revisions');

export const loader = signedIn(async ({ actor, param, url }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  const revisions = await listRevisions(actor, endpoint.id);
  const [from, to] = ['from', 'to'].map(name => url.searchParams.get(name));
  const difference =
    to == null
      ? undefined
      : await compareRevisions(actor, {
          ...{ endpointId: endpoint.id, to: Number(to) },
          ...(from != null && { from: Number(from) }),
        });
  return { endpoint, revisions, difference };
});

const columns = [
  { name: 'revision', label: 'Revision', width: '104px' },
  { name: 'title', label: 'Title' },
  { name: 'operations', label: 'Operations', end: true },
  { name: 'saved', label: 'Saved', width: '152px' },
  { name: 'by', label: 'By' },
  { name: 'deployed', label: 'Deployed to' },
  { name: 'more', label: 'More', end: true },
];

/** Every document that was saved, what changed with it, and where it is deployed. */
export default function Revisions() {
  const { endpoint, revisions, difference } = useLoaderData<typeof loader>();
  const [sandbox, production] = environments.map(each => endpoint[each].documentRevision);
  return (
    <>
      <PageHeader
        title="Revisions"
        lead="Each document that was saved. Sandbox has the newest, Production what was deployed to it."
        trail={endpointTrail(endpoint)}
        sections={endpointSections(endpoint.slug)}
      />
      <PageBody>
        {difference !== undefined && (
          <Card title="What changed">
            <RevisionChanges difference={difference} before="No document" />
          </Card>
        )}
        <Card
          title={counted(revisions.length, 'revision')}
          hint={
            production !== undefined &&
            sandbox !== production && (
              <Link to={`?from=${production}&to=${sandbox}`} preventScrollReset>
                Compare Production with Sandbox
              </Link>
            )
          }
          flush
        >
          <DataTable caption="Revisions" columns={columns}>
            {revisions.map(revision => (
              <RevisionRow key={revision.revision} {...{ revision, endpoint }} />
            ))}
          </DataTable>
          <CardFoot>
            <ZoneNote />
          </CardFoot>
        </Card>
      </PageBody>
    </>
  );
}

type Endpoint = ReturnType<typeof useLoaderData<typeof loader>>['endpoint'];

function RevisionRow({
  revision: { revision, title, operations, createdAt, createdBy },
  endpoint,
}: {
  revision: RevisionView;
  endpoint: Endpoint;
}) {
  const deployed = environments.filter(each => endpoint[each].documentRevision === revision);
  const compare = revision === 1 ? '?to=1' : `?from=${revision - 1}&to=${revision}`;
  const live = endpoint.production.documentRevision;
  return (
    <tr>
      <td data-head>Revision {revision}</td>
      <td data-label="Title">{title}</td>
      <td data-label="Operations" data-end>
        {operations}
      </td>
      <td data-label="Saved">
        <Time at={createdAt} long />
      </td>
      <td data-label="By">{createdBy}</td>
      <td data-label="Deployed to">
        {deployed.length === 0
          ? '—'
          : deployed.map(environment => <EnvironmentBadge key={environment} environment={environment} />)}
      </td>
      <td data-label="More" data-end>
        <Link to={compare} aria-label={`What changed in revision ${revision}`}>
          What changed
        </Link>
        {' · '}
        {live !== undefined && live !== revision && (
          <>
            <Link
              to={`?from=${live}&to=${revision}`}
              aria-label={`Against Production: what revision ${revision} changes`}
            >
              Against Production
            </Link>
            {' · '}
          </>
        )}
        <Link
          to={`/apis/${endpoint.slug}/document?revision=${revision}`}
          reloadDocument
          aria-label={`Download revision ${revision}`}
        >
          Download
        </Link>
      </td>
    </tr>
  );
}

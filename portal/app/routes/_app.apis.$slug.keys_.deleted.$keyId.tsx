import { listCalls } from '@ck/shared/calls';
import { getEndpoint } from '@ck/shared/endpoints';
import { type DeletedKeyView, getDeletedKey } from '@ck/shared/keys';
import { Link, useLoaderData } from '@remix-run/react';
import { IconListDetails } from '@tabler/icons-react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { CallsTable } from '#app/components/calls-card.tsx';
import { CardFoot } from '#app/components/card.tsx';
import { Empty } from '#app/components/empty.tsx';
import { EnvironmentTabs } from '#app/components/environment-tabs.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { StatusBadge } from '#app/components/status-badge.tsx';
import { Time, ZoneNote } from '#app/components/time.tsx';
import { endpointSections, endpointTrail } from '#app/endpoint-pages.ts';
import { environmentLabels, environmentOf } from '#app/environment.ts';
import { pageTitle } from '#app/page-title.ts';

const perPage = 50;

export const meta = ({ data }: { data: { key: { name: string } } | undefined }) =>
  pageTitle(data?.key.name, 'Deleted');

export const loader = signedIn(async ({ actor, param, url }) => {
  const environment = environmentOf(url);
  const before = url.searchParams.get('before') ?? undefined;
  const endpoint = await getEndpoint(actor, param('slug'));
  const key = await getDeletedKey(actor, { endpointId: endpoint.id, keyId: param('keyId') });
  const calls = await listCalls(actor, {
    keyId: key.id,
    environment,
    limit: perPage,
    ...(before !== undefined && { before }),
  });
  return { endpoint, key, environment, calls, newest: before === undefined };
});

/** What stays of a deleted key: its past calls, to be read by its owner. */
export default function DeletedKeyPage() {
  const { endpoint, key, environment, calls, newest } = useLoaderData<typeof loader>();
  const place = environmentLabels[environment];
  const last = calls.at(-1);
  return (
    <>
      <PageHeader
        title={key.name}
        lead={<Lead deletedKey={key} />}
        trail={[
          ...endpointTrail(endpoint),
          { to: `/apis/${endpoint.slug}/keys`, label: 'Collaboration Keys' },
        ]}
        actions={
          <>
            <StatusBadge status="Deleted" />
            <Link to={`/apis/${endpoint.slug}/keys/${key.id}/statistics?range=90d`}>Statistics</Link>
          </>
        }
        sections={endpointSections(endpoint.slug)}
      />
      <PageBody>
        <EnvironmentTabs selected={environment}>
          {last === undefined ? (
            <Empty icon={IconListDetails} title={newest ? `No ${place} calls` : `No older ${place} calls`}>
              {newest ? `This key was never used in ${place}.` : 'Calls are kept for 90 days.'}
            </Empty>
          ) : (
            <>
              <CallsTable caption={`Past ${place} calls`} calls={calls} />
              <CardFoot>
                <span>
                  <ZoneNote /> Calls with its keys are refused with 401 key_unknown since.
                </span>
                {calls.length === perPage && (
                  <Link to={`?environment=${environment}&before=${last.id}`}>Older calls</Link>
                )}
              </CardFoot>
            </>
          )}
        </EnvironmentTabs>
      </PageBody>
    </>
  );
}

function Lead({ deletedKey }: { deletedKey: DeletedKeyView }) {
  const { description, createdAt, deletedAt, deletedBy } = deletedKey;
  return (
    <>
      {description === '' ? 'Created' : `${description} · created`} <Time at={createdAt} long /> · deleted{' '}
      <Time at={deletedAt} long /> by {deletedBy}
    </>
  );
}

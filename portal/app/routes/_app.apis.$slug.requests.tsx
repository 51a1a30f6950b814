import { getEndpoint } from '@ck/shared/endpoints';
import { listRequests, type RequestView } from '@ck/shared/requests';
import { requestStatuses, wishInWords } from '@ck/shared/wish-words';
import { Link, useLoaderData } from '@remix-run/react';
import { IconInbox } from '@tabler/icons-react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { Card, CardFoot } from '#app/components/card.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Empty } from '#app/components/empty.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { StatusBadge } from '#app/components/status-badge.tsx';
import { RelativeTime, ZoneNote } from '#app/components/time.tsx';
import { endpointSections, endpointTrail } from '#app/endpoint-pages.ts';
import { counted } from '#app/numbers.ts';
import { pageTitle } from '#app/page-title.ts';

export const meta = ({ data }: { data: { endpoint: { name: string } } | undefined }) =>
  pageTitle(data?.endpoint.name, 'Requests');

export const loader = signedIn(async ({ actor, param }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  const requests = await listRequests(actor, { endpointId: endpoint.id });
  // Those that wait for somebody come first, the longest waiting on top.
  const [waiting, decided] = [true, false].map(isPending =>
    requests.filter(({ status }) => (status === 'pending') === isPending),
  );
  return { endpoint, requests: [...(waiting ?? []).reverse(), ...(decided ?? [])] };
});

const columns = [
  { name: 'status', label: 'Status', width: '104px' },
  { name: 'wish', label: 'Asked for' },
  { name: 'key', label: 'Key' },
  { name: 'who', label: 'By' },
  { name: 'when', label: 'Asked', width: '120px' },
  { name: 'decided', label: 'Decided by' },
];

export default function Requests() {
  const { endpoint, requests } = useLoaderData<typeof loader>();
  const waiting = requests.filter(({ status }) => status === 'pending').length;
  return (
    <>
      <PageHeader
        title="Requests"
        lead="What collaborators ask you to deploy or to allow. Here, nobody but an owner decides."
        trail={endpointTrail(endpoint)}
        sections={endpointSections(endpoint.slug)}
      />
      <PageBody>
        <Card flush>
          {requests.length === 0 ? (
            <Empty icon={IconInbox} title="No requests yet">
              A collaborator can ask that Sandbox is deployed to Production, or for a permission. What their
              key did in the last seven days comes with it.
            </Empty>
          ) : (
            <>
              <DataTable caption="Requests" columns={columns}>
                {requests.map(request => (
                  <RequestRow key={request.id} request={request} base={`/apis/${endpoint.slug}/requests`} />
                ))}
              </DataTable>
              <CardFoot>
                <ZoneNote />
                <span>{waiting === 0 ? 'Nobody waits' : `${counted(waiting, 'request')} waiting`}</span>
              </CardFoot>
            </>
          )}
        </Card>
      </PageBody>
    </>
  );
}

function RequestRow({ request, base }: { request: RequestView; base: string }) {
  const { id, status, wish, keyName, askedBy, askedAt, decision } = request;
  return (
    <tr>
      <td data-label="Status">
        <StatusBadge status={requestStatuses[status]} />
      </td>
      <td data-head>
        <Link to={`${base}/${id}`} prefetch="intent">
          {wishInWords(wish)}
        </Link>
      </td>
      <td data-label="Key">{keyName}</td>
      <td data-label="By">{askedBy.email}</td>
      <td data-label="Asked">
        <RelativeTime at={askedAt} />
      </td>
      <td data-label="Decided by" data-minor={decision === undefined || undefined}>
        {decision === undefined ? '—' : decision.by.email}
      </td>
    </tr>
  );
}

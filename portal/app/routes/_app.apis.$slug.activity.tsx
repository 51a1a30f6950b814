import { getEndpoint, listActivity } from '@ck/shared/endpoints';
import { receiptInWords } from '@ck/shared/receipt';
import { useLoaderData } from '@remix-run/react';
import { IconHistory } from '@tabler/icons-react';
import { activityInWords, changesInWords } from '#app/activity-in-words.ts';
import { signedIn } from '#app/auth/require-account.server.ts';
import { Card, CardFoot } from '#app/components/card.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Empty } from '#app/components/empty.tsx';
import { EnvironmentBadge } from '#app/components/environment-badge.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { RelativeTime, ZoneNote } from '#app/components/time.tsx';
import { endpointSections, endpointTrail } from '#app/endpoint-pages.ts';
import { pageTitle } from '#app/page-title.ts';

const shown = 100;

export const meta = ({ data }: { data: { endpoint: { name: string } } | undefined }) =>
  pageTitle(data?.endpoint.name, 'Activity');

export const loader = signedIn(async ({ actor, param }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  return { endpoint, events: await listActivity(actor, { endpointId: endpoint.id, limit: shown }) };
});

type Event = ReturnType<typeof useLoaderData<typeof loader>>['events'][number];

const columns = [
  { name: 'time', label: 'Time', width: '120px' },
  { name: 'what', label: 'What' },
  { name: 'environment', label: 'Environment', width: '110px' },
  { name: 'change', label: 'Change' },
  { name: 'who', label: 'Who' },
];

export default function Activity() {
  const { endpoint, events } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Activity"
        lead="Every change, where it held, and every time a key was shown or copied."
        trail={endpointTrail(endpoint)}
        sections={endpointSections(endpoint.slug)}
      />
      <PageBody>
        <Card flush>
          {events.length === 0 ? (
            <Empty icon={IconHistory} title="Nothing happened yet">
              What owners do here is written down, and stays.
            </Empty>
          ) : (
            <>
              <DataTable caption="Activity" columns={columns}>
                {events.map(event => (
                  <EventRow key={event.id} event={event} />
                ))}
              </DataTable>
              <CardFoot>
                <ZoneNote />
                <span>{events.length === shown ? `The newest ${shown}` : 'All of it'}</span>
              </CardFoot>
            </>
          )}
        </Card>
      </PageBody>
    </>
  );
}

function EventRow({ event }: { event: Event }) {
  const changes = changesInWords(event);
  return (
    <tr>
      <td data-label="Time">
        <RelativeTime at={event.at} />
      </td>
      <td data-head>
        {activityInWords(event)}
        {event.keyName === undefined ? '' : ` · ${event.keyName}`}
      </td>
      <td data-label="Environment" data-minor={event.environment === undefined || undefined}>
        {event.environment === undefined ? '—' : <EnvironmentBadge environment={event.environment} quiet />}
      </td>
      <td data-label="Change" data-minor={(changes === '' && event.receipt === undefined) || undefined}>
        {changes || (event.receipt === undefined ? '—' : '')}
        {event.receipt !== undefined && <div className="ck-small">{receiptInWords(event.receipt)}</div>}
      </td>
      <td data-label="Who">
        {event.who} <span className="ck-muted">· {event.surface}</span>
      </td>
    </tr>
  );
}

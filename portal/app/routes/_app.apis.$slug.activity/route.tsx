import { activityInWords, changesInWords } from '@ck/shared/activity-words';
import { getEndpoint, listActivity } from '@ck/shared/endpoints';
import { receiptInWords } from '@ck/shared/receipt';
import { Link, useLoaderData, useSearchParams } from '@remix-run/react';
import { IconHistory } from '@tabler/icons-react';
import { readActivityFilter } from '#app/activity-filter.ts';
import { signedIn } from '#app/auth/require-account.server.ts';
import { Card, CardFoot } from '#app/components/card.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Empty } from '#app/components/empty.tsx';
import { EnvironmentBadge } from '#app/components/environment-badge.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { RelativeTime, ZoneNote } from '#app/components/time.tsx';
import { endpointSections, endpointTrail } from '#app/endpoint-pages.ts';
import { pageTitle } from '#app/page-title.ts';
import { ActivityFilters } from './activity-filters.tsx';

const shown = 100;

export const meta = ({ data }: { data: { endpoint: { name: string } } | undefined }) =>
  pageTitle(data?.endpoint.name, 'Activity');

export const loader = signedIn(async ({ actor, param, url }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  const filter = readActivityFilter(url.searchParams);
  const events = await listActivity(actor, { ...filter, endpointId: endpoint.id, limit: shown });
  return { endpoint, events };
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
  const [search] = useSearchParams();
  const isNarrowed = [...search].some(([, value]) => value !== '');
  const older = new URLSearchParams([...search].filter(([name, value]) => name !== 'before' && value !== ''));
  const last = events.at(-1);
  if (last !== undefined) older.set('before', last.id);
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
          <ActivityFilters exportAddress={`/apis/${endpoint.slug}/activity-export?${search}`} />
          {events.length === 0 ? (
            <Empty icon={IconHistory} title={isNarrowed ? 'Nothing that matches' : 'Nothing happened yet'}>
              {isNarrowed ? 'Ask for less, or show all.' : 'What owners do here is written down, and stays.'}
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
                {events.length === shown ? (
                  <Link to={`?${older}`} rel="next">
                    Older
                  </Link>
                ) : (
                  <span>{search.get('before') === null ? 'All of it' : 'The oldest'}</span>
                )}
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

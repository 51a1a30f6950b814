import { getEndpoint } from '@ck/shared/endpoints';
import { countInvitations, type InvitationCounts } from '@ck/shared/invitations';
import { type DeletedKeyView, type KeyView, listDeletedKeys, listKeys } from '@ck/shared/keys';
import { Button } from '@mantine/core';
import { Link, Outlet, useLoaderData } from '@remix-run/react';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { Card, CardFoot } from '#app/components/card.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Empty } from '#app/components/empty.tsx';
import { environmentColumns } from '#app/components/environment-columns.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { activeStatus, StatusBadge } from '#app/components/status-badge.tsx';
import { Time, ZoneNote } from '#app/components/time.tsx';
import { endpointSections, endpointTrail } from '#app/endpoint-pages.ts';
import { invitationsInWords } from '#app/invitations-in-words.ts';
import { counted } from '#app/numbers.ts';
import { pageTitle } from '#app/page-title.ts';

export const meta = ({ data }: { data: { endpoint: { name: string } } | undefined }) =>
  pageTitle(data?.endpoint.name, 'Keys');

export const loader = signedIn(async ({ actor, param }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  const [keys, deleted] = await Promise.all([
    listKeys(actor, endpoint.id),
    listDeletedKeys(actor, endpoint.id),
  ]);
  const counts = await countInvitations(keys.map(({ id }) => id));
  const counted = keys.map(key => ({
    ...key,
    invitations: counts.get(key.id) ?? { accepted: 0, pending: 0 },
  }));
  return { endpoint, keys: counted, deleted };
});

export default function CollaborationKeys() {
  const { endpoint, keys, deleted } = useLoaderData<typeof loader>();
  const base = `/apis/${endpoint.slug}/keys`;
  const add = (
    <Button
      component={Link}
      to={`${base}/new`}
      preventScrollReset
      leftSection={<IconPlus size={15} aria-hidden />}
    >
      Add
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Collaboration Keys"
        lead="One key for each company. Open a key to manage it."
        trail={endpointTrail(endpoint)}
        actions={keys.length > 0 ? add : undefined}
        sections={endpointSections(endpoint.slug)}
      />
      <PageBody>
        <Card flush>
          {keys.length === 0 ? (
            <Empty icon={IconKey} title="No collaboration keys yet" action={add}>
              A key lets one company call this endpoint, with its own permissions and its own switch.
            </Empty>
          ) : (
            <>
              <DataTable caption="Collaboration Keys" columns={columns}>
                {keys.map((key, index) => (
                  <KeyRow key={key.id} entry={key} number={index + 1} base={base} />
                ))}
              </DataTable>
              <CardFoot>
                <ZoneNote />
                <span>{counted(keys.length, 'key')}</span>
              </CardFoot>
            </>
          )}
        </Card>
        {deleted.length > 0 && <DeletedKeys keys={deleted} base={base} />}
      </PageBody>
      <Outlet />
    </>
  );
}

const columns = [
  { name: 'no', label: 'No', width: '32px', end: true },
  { name: 'name', label: 'Name', width: '168px' },
  { name: 'description', label: 'Description' },
  { name: 'invitations', label: 'Invitations' },
  ...environmentColumns,
  { name: 'created', label: 'Created', width: '152px' },
];

type Entry = KeyView & { invitations: InvitationCounts };

function KeyRow({ entry, number, base }: { entry: Entry; number: number; base: string }) {
  return (
    <tr>
      <td data-minor data-end className="ck-muted">
        {number}
      </td>
      <td data-head>
        <Link to={`${base}/${entry.id}`} className="ck-name" prefetch="intent">
          {entry.name}
        </Link>
      </td>
      <td data-label="Description" className="ck-quiet">
        {entry.description === '' ? '—' : entry.description}
      </td>
      <td data-label="Invitations">{invitationsInWords(entry.invitations)}</td>
      <td data-label="Sandbox">
        <StatusBadge status={activeStatus(entry.sandbox.active)} />
      </td>
      <td data-label="Production">
        <StatusBadge status={activeStatus(entry.production.active)} />
      </td>
      <td data-label="Created">
        <Time at={entry.createdAt} long />
      </td>
    </tr>
  );
}

const deletedColumns = [
  { name: 'name', label: 'Name', width: '168px' },
  { name: 'description', label: 'Description' },
  { name: 'by', label: 'Deleted by' },
  { name: 'deleted', label: 'Deleted' },
];

function DeletedKeys({ keys, base }: { keys: readonly DeletedKeyView[]; base: string }) {
  return (
    <Card title="Deleted keys" hint="They admit nothing. Open one to read its past calls." flush>
      <DataTable caption="Deleted keys" columns={deletedColumns} dense>
        {keys.map(key => (
          <tr key={key.id}>
            <td data-head>
              <Link to={`${base}/deleted/${key.id}`} className="ck-name" prefetch="intent">
                {key.name}
              </Link>
            </td>
            <td data-label="Description" className="ck-quiet">
              {key.description === '' ? '—' : key.description}
            </td>
            <td data-label="Deleted by">{key.deletedBy}</td>
            <td data-label="Deleted">
              <Time at={key.deletedAt} long />
            </td>
          </tr>
        ))}
      </DataTable>
    </Card>
  );
}

import { getEndpoint } from '@ck/shared/endpoints';
import { countInvitations } from '@ck/shared/invitations';
import { findKeys, listDeletedKeys } from '@ck/shared/keys';
import { readCallsOfKeys } from '@ck/shared/statistics';
import { Button } from '@mantine/core';
import { Link, Outlet, useLoaderData } from '@remix-run/react';
import { IconKey, IconPlus, IconSearchOff, IconUsersPlus } from '@tabler/icons-react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { Card } from '#app/components/card.tsx';
import { Empty } from '#app/components/empty.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { endpointSections, endpointTrail } from '#app/endpoint-pages.ts';
import { pageTitle } from '#app/page-title.ts';
import { DeletedKeys } from './deleted-keys.tsx';
import { KeyFilters } from './key-filters.tsx';
import { KeyList } from './key-list.tsx';
import { readKeyListQuery } from './key-list-address.ts';

const size = 20;

export const meta = ({ data }: { data: { endpoint: { name: string } } | undefined }) =>
  pageTitle(data?.endpoint.name, 'Keys');

export const loader = signedIn(async ({ actor, param, url }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  const query = readKeyListQuery(url.searchParams);
  const [{ keys, ...page }, deleted] = await Promise.all([
    findKeys(actor, { endpointId: endpoint.id, size, ...query }),
    listDeletedKeys(actor, endpoint.id),
  ]);
  const ids = keys.map(({ id }) => id);
  const [invitations, calls] = await Promise.all([countInvitations(ids), readCallsOfKeys(ids)]);
  const entries = keys.map(key => ({
    ...key,
    invitations: invitations.get(key.id) ?? { accepted: 0, pending: 0 },
    calls: calls.get(key.id) ?? { lastDay: 0 },
  }));
  return { endpoint, listed: { ...page, entries, size }, deleted };
});

export default function CollaborationKeys() {
  const { endpoint, listed, deleted } = useLoaderData<typeof loader>();
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
  const addMany = (
    <Button
      component={Link}
      to={`/apis/${endpoint.slug}/onboard`}
      variant="default"
      leftSection={<IconUsersPlus size={15} aria-hidden />}
    >
      Onboard many
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Collaboration Keys"
        lead="One key for each company. Invite its people on the key’s own page."
        trail={endpointTrail(endpoint)}
        actions={
          <>
            {addMany}
            {listed.all > 0 && add}
          </>
        }
        sections={endpointSections(endpoint.slug)}
      />
      <PageBody>
        <Card flush>
          {listed.all === 0 ? (
            <Empty icon={IconKey} title="No collaboration keys yet" action={add}>
              A key lets one company call this endpoint, with its own permissions and its own switch.
            </Empty>
          ) : (
            <>
              <KeyFilters matching={listed.matching} all={listed.all} />
              {listed.matching === 0 ? (
                <Empty icon={IconSearchOff} title="No key matches">
                  Search for less, or show all.
                </Empty>
              ) : (
                <KeyList listed={listed} base={base} />
              )}
            </>
          )}
        </Card>
        {deleted.length > 0 && <DeletedKeys keys={deleted} base={base} />}
      </PageBody>
      <Outlet />
    </>
  );
}

import { listEndpoints } from '@ck/shared/endpoints';
import { countPendingByEndpoint } from '@ck/shared/requests';
import { Button } from '@mantine/core';
import { Link, useLoaderData } from '@remix-run/react';
import { IconApi, IconPlus } from '@tabler/icons-react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { rolesOf } from '#app/auth/roles.server.ts';
import { Card } from '#app/components/card.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Empty } from '#app/components/empty.tsx';
import { environmentColumns } from '#app/components/environment-columns.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { StatusBadge } from '#app/components/status-badge.tsx';
import { Time } from '#app/components/time.tsx';
import { portalSettings } from '#app/config.server.ts';
import { counted } from '#app/numbers.ts';
import { pageTitle } from '#app/page-title.ts';

export const meta = () => pageTitle('APIs');

export const loader = signedIn(async guarded => {
  const [endpoints, waiting, { owner }] = await Promise.all([
    listEndpoints(guarded.actor),
    countPendingByEndpoint(guarded.actor),
    rolesOf(guarded),
  ]);
  return { endpoints, waiting, mayAdd: owner, gatewayUrl: portalSettings().gatewayUrl };
});

type Endpoint = ReturnType<typeof useLoaderData<typeof loader>>['endpoints'][number];

export default function Apis() {
  const { endpoints, waiting, mayAdd, gatewayUrl } = useLoaderData<typeof loader>();
  const add = (
    <Button component={Link} to="/apis/new" leftSection={<IconPlus size={15} aria-hidden />}>
      Add endpoint
    </Button>
  );
  return (
    <>
      <PageHeader
        title="APIs"
        lead="Endpoints that you share with partners."
        actions={mayAdd && endpoints.length > 0 ? add : undefined}
      />
      <PageBody>
        <Card flush>
          {endpoints.length === 0 ? (
            <NoEndpoints add={mayAdd ? add : undefined} />
          ) : (
            <DataTable caption="APIs" columns={columns}>
              {endpoints.map(endpoint => (
                <EndpointRow
                  key={endpoint.id}
                  endpoint={endpoint}
                  requests={waiting.get(endpoint.id) ?? 0}
                  gatewayUrl={gatewayUrl}
                />
              ))}
            </DataTable>
          )}
        </Card>
      </PageBody>
    </>
  );
}

const columns = [
  { name: 'name', label: 'Name' },
  { name: 'address', label: 'Gateway address' },
  ...environmentColumns,
  { name: 'created', label: 'Created' },
];

type EndpointRowProps = {
  endpoint: Endpoint;
  /** That wait for a decision. */
  requests: number;
  gatewayUrl: string;
};

function EndpointRow({ endpoint, requests, gatewayUrl }: EndpointRowProps) {
  const status = (deployed: boolean) => <StatusBadge status={deployed ? 'Deployed' : 'Not deployed'} />;
  return (
    <tr>
      <td data-head>
        <Link to={`/apis/${endpoint.slug}`} className="ck-name" prefetch="intent">
          {endpoint.name}
        </Link>
        {requests > 0 && (
          <div className="ck-small">
            <Link to={`/apis/${endpoint.slug}/requests`}>{counted(requests, 'request')} waiting</Link>
          </div>
        )}
      </td>
      <td data-label="Address">
        <code>{`${gatewayUrl}/${endpoint.slug}`}</code>
      </td>
      <td data-label="Sandbox">{status(endpoint.sandbox.deployed)}</td>
      <td data-label="Production">{status(endpoint.production.deployed)}</td>
      <td data-label="Created">
        <Time at={endpoint.createdAt} long />
      </td>
    </tr>
  );
}

function NoEndpoints({ add }: { add: React.ReactNode }) {
  return add === undefined ? (
    <Empty icon={IconApi} title="You publish no APIs">
      Your address may not publish APIs here. Ask the administrator to add it to the owners.
    </Empty>
  ) : (
    <Empty icon={IconApi} title="No APIs yet" action={add}>
      An endpoint is an API that you share: its OpenAPI document, and where its Sandbox and Production run.
    </Empty>
  );
}

import { getEndpoint, listUpstreamHeaders } from '@ck/shared/endpoints';
import { countKeys } from '@ck/shared/keys';
import { countPendingRequests } from '@ck/shared/requests';
import { Button } from '@mantine/core';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { Card } from '#app/components/card.tsx';
import { CopyText } from '#app/components/copy-text.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { portalSettings } from '#app/config.server.ts';
import { endpointSections } from '#app/endpoint-pages.ts';
import { counted } from '#app/numbers.ts';
import { pageTitle } from '#app/page-title.ts';
import { actOnEndpoint } from './act.server.ts';
import { DeploymentCard } from './deployment-card.tsx';
import { DocumentCard } from './document-card.tsx';
import classes from './overview.module.css';

export const meta = ({ data }: { data: { endpoint: { name: string } } | undefined }) =>
  pageTitle(data?.endpoint.name);

export const loader = signedIn(async ({ actor, param }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  const settings = portalSettings();
  const [keys, waiting, headers] = await Promise.all([
    countKeys(actor, endpoint.id),
    countPendingRequests(actor, endpoint.id),
    listUpstreamHeaders(actor, endpoint.id, settings),
  ]);
  return { endpoint, keys, waiting, headers, gatewayUrl: settings.gatewayUrl };
});

export const action = signedIn(async ({ actor, param, request }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  return await actOnEndpoint(actor, endpoint.id, request);
});

/** After a conflict the page must show what the other one saved. */
export const shouldRevalidate = () => true;

export default function Overview() {
  const { endpoint, keys, waiting, headers, gatewayUrl } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const address = `${gatewayUrl}/${endpoint.slug}`;
  return (
    <>
      <PageHeader
        title={endpoint.name}
        lead={endpoint.description === '' ? undefined : endpoint.description}
        trail={[{ to: '/apis', label: 'APIs' }]}
        sections={endpointSections(endpoint.slug)}
      />
      <PageBody>
        {waiting > 0 && (
          <Notice
            tone="news"
            title={`${counted(waiting, 'request')} waiting for you`}
            action={<Link to={`/apis/${endpoint.slug}/requests`}>Requests</Link>}
          />
        )}
        <Card title="Gateway address" hint="Partners call it with their key. The key names the environment.">
          <CopyText text={address} />
        </Card>
        <div className={classes.pair}>
          <DeploymentCard environment="sandbox" {...{ endpoint, headers, outcome }} />
          <DeploymentCard environment="production" {...{ endpoint, headers, outcome }} />
        </div>
        <DocumentCard endpoint={endpoint} outcome={outcome} />
        <Card
          title="Collaboration Keys"
          hint={keys === 0 ? 'None yet. One key for each company.' : counted(keys, 'key')}
          actions={
            <Button component={Link} to={`/apis/${endpoint.slug}/keys`} variant="default" prefetch="intent">
              View all
            </Button>
          }
        >
          A key gives one partner its own Sandbox and Production access, with its own permissions and its own
          switch.
        </Card>
      </PageBody>
    </>
  );
}

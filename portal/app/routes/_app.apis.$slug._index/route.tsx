import { getEndpoint } from '@ck/shared/endpoints';
import { listKeys } from '@ck/shared/keys';
import { Button } from '@mantine/core';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { Card } from '#app/components/card.tsx';
import { CopyText } from '#app/components/copy-text.tsx';
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
  const keys = await listKeys(actor, endpoint.id);
  return { endpoint, keys: keys.length, gatewayUrl: portalSettings().gatewayUrl };
});

export const action = signedIn(async ({ actor, param, request }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  return await actOnEndpoint(actor, endpoint.id, await request.formData());
});

/** After a conflict the page must show what the other one saved. */
export const shouldRevalidate = () => true;

export default function Overview() {
  const { endpoint, keys, gatewayUrl } = useLoaderData<typeof loader>();
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
        <Card title="Gateway address" hint="Partners call it with their key. The key names the environment.">
          <CopyText text={address} />
        </Card>
        <div className={classes.pair}>
          <DeploymentCard environment="sandbox" endpoint={endpoint} outcome={outcome} />
          <DeploymentCard environment="production" endpoint={endpoint} outcome={outcome} />
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

import { getSharedKey } from '@ck/shared/keys';
import { Button } from '@mantine/core';
import { Link, useLoaderData } from '@remix-run/react';
import { IconDownload, IconFileOff } from '@tabler/icons-react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { ActiveBadge } from '#app/components/active-badge.tsx';
import { Card } from '#app/components/card.tsx';
import { Empty } from '#app/components/empty.tsx';
import { EnvironmentTabs } from '#app/components/environment-tabs.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { StatusBadge } from '#app/components/status-badge.tsx';
import { sharedSections, sharedTrail } from '#app/endpoint-pages.ts';
import { environmentLabels } from '#app/environment.ts';
import { actOnGuide } from '#app/guide/act-on-guide.server.ts';
import { ErrorsTable } from '#app/guide/errors-table.tsx';
import { GuideConsole } from '#app/guide/guide-console.tsx';
import { loadGuide } from '#app/guide/load-guide.server.ts';
import { OperationList } from '#app/guide/operation-list.tsx';
import { ProductionCard } from '#app/guide/production-card.tsx';
import { Steps } from '#app/guide/steps.tsx';
import { pageTitle } from '#app/page-title.ts';
import classes from './guide.module.css';

export const meta = ({ data }: { data: { endpoint: { name: string } } | undefined }) =>
  pageTitle(data?.endpoint.name, 'Test & Integration Guide');

export const loader = signedIn(
  async ({ actor, param, url }) => await loadGuide(actor, await getSharedKey(actor, param('keyId')), url),
);

export const action = signedIn(
  async ({ actor, param, request }) => await actOnGuide(actor, param('keyId'), await request.formData()),
);

export default function Guide() {
  const guide = useLoaderData<typeof loader>();
  const { key, endpoint, environment, operations, chosen } = guide;
  const file = `/shared/${key.id}/document?environment=${environment}`;
  return (
    <>
      <PageHeader
        title="Test & Integration Guide"
        lead={`${endpoint.name}, with your key ${key.name}.`}
        trail={sharedTrail(key.id, endpoint)}
        sections={sharedSections(key.id)}
        actions={
          <>
            <Download to={`${file}&as=file`}>OpenAPI document</Download>
            <Download to={`${file}&as=env`}>.env template</Download>
          </>
        }
      />
      <PageBody>
        <EnvironmentTabs
          selected={environment}
          status={each =>
            endpoint[each].deployed ? <ActiveBadge held={key[each]} /> : <StatusBadge status="Not deployed" />
          }
        >
          <p className={classes.banner}>
            <strong>You are calling {environmentLabels[environment]}.</strong>{' '}
            {environment === 'sandbox'
              ? 'Test data, safe to change.'
              : 'Real data: what you change is changed.'}{' '}
            The key <code>{key[environment].masked}</code> is added for you, and is not in this page.
          </p>
          {chosen === undefined ? (
            <Empty icon={IconFileOff} title={`Nothing is deployed in ${environmentLabels[environment]}`}>
              The owner deploys it. Ask for it on the Keys page.
            </Empty>
          ) : (
            <div className={classes.columns}>
              <OperationList {...{ operations, chosen, environment }} />
              <GuideConsole
                key={`${environment} ${chosen.id} ${guide.replayed?.id}`}
                guide={{ ...guide, chosen }}
              />
            </div>
          )}
        </EnvironmentTabs>
        <Steps guide={guide} />
        <ProductionCard guide={guide} />
        <Card
          title="Errors"
          hint="Every refusal of the gateway is JSON with one of these codes and a request id."
        >
          <ErrorsTable />
        </Card>
      </PageBody>
    </>
  );
}

const Download = ({ to, children }: { to: string; children: string }) => (
  <Button
    component={Link}
    to={to}
    reloadDocument
    variant="default"
    leftSection={<IconDownload size={15} aria-hidden />}
  >
    {children}
  </Button>
);

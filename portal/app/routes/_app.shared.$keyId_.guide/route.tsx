import { getSharedKey } from '@ck/shared/keys';
import { Button } from '@mantine/core';
import { Link, useLoaderData } from '@remix-run/react';
import { IconDownload, IconFileOff } from '@tabler/icons-react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { Card } from '#app/components/card.tsx';
import { Empty } from '#app/components/empty.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { sharedSections, sharedTrail } from '#app/endpoint-pages.ts';
import { environmentLabels } from '#app/environment.ts';
import { actOnGuide } from '#app/guide/act-on-guide.server.ts';
import { EnvironmentBar } from '#app/guide/environment-bar.tsx';
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
        trail={sharedTrail(key.id, endpoint, guide.company)}
        sections={sharedSections(key.id)}
        actions={
          <>
            <Download to={`${file}&as=file`}>OpenAPI document</Download>
            <Download to={`${file}&as=env`}>.env template</Download>
          </>
        }
      />
      <PageBody>
        <div className={classes.console}>
          <EnvironmentBar guide={guide} />
          {chosen === undefined ? (
            <Card flush>
              <Empty icon={IconFileOff} title={`Nothing is deployed in ${environmentLabels[environment]}`}>
                The owner deploys it. You can ask for Production below, where the sandbox has something to
                deploy.
              </Empty>
            </Card>
          ) : (
            <div className={classes.columns}>
              <OperationList {...{ operations, chosen, environment }} />
              <GuideConsole
                key={`${environment} ${chosen.id} ${guide.replayed?.id}`}
                guide={{ ...guide, chosen }}
              />
            </div>
          )}
        </div>
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

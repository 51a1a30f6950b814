import { listCalls } from '@ck/shared/calls';
import { getSharedKey } from '@ck/shared/keys';
import { Button } from '@mantine/core';
import { Link, useLoaderData } from '@remix-run/react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { companyOf } from '#app/companies.server.ts';
import { ActiveBadge } from '#app/components/active-badge.tsx';
import { CallsCard } from '#app/components/calls-card.tsx';
import { Card } from '#app/components/card.tsx';
import { CopyText } from '#app/components/copy-text.tsx';
import { EnvironmentSection, EnvironmentTabs } from '#app/components/environment-tabs.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { PermissionWords } from '#app/components/permission-boxes.tsx';
import { SecretField } from '#app/components/secret-field.tsx';
import { StatusBadge } from '#app/components/status-badge.tsx';
import { Time, ZoneNote } from '#app/components/time.tsx';
import { portalSettings } from '#app/config.server.ts';
import { dashboardOf, sharedSections } from '#app/endpoint-pages.ts';
import { environmentLabels, environmentOf } from '#app/environment.ts';
import { pageTitle } from '#app/page-title.ts';

export const meta = ({ data }: { data: { endpoint: { name: string } } | undefined }) =>
  pageTitle(data?.endpoint.name);

export const loader = signedIn(async ({ actor, param, url }) => {
  const environment = environmentOf(url);
  const shared = await getSharedKey(actor, param('keyId'));
  const calls = await listCalls(actor, { keyId: shared.key.id, environment, limit: 20 });
  const company = companyOf(shared);
  return {
    ...shared,
    company,
    environment,
    calls,
    address: `${portalSettings().gatewayUrl}/${shared.endpoint.slug}`,
  };
});

export default function SharedKeyPage() {
  const { key, endpoint, sharedBy, company, environment, calls, address } = useLoaderData<typeof loader>();
  const held = key[environment];
  const place = environmentLabels[environment];
  const status = (each: typeof environment) =>
    endpoint[each].deployed ? <ActiveBadge held={key[each]} /> : <StatusBadge status="Not deployed" />;
  return (
    <>
      <PageHeader
        title={endpoint.name}
        lead={`Shared by ${sharedBy} · key ${key.name}`}
        trail={[{ to: dashboardOf(company), label: 'Dashboard' }]}
        actions={
          <Button component={Link} to="guide" prefetch="intent">
            Test & Integration Guide
          </Button>
        }
        sections={sharedSections(key.id)}
      />
      <PageBody>
        <EnvironmentTabs selected={environment} status={status}>
          <EnvironmentSection
            title="API Key"
            hint="Keep it on your server. Show and Copy are written down for the owner."
          >
            <SecretField
              key={environment}
              keyId={key.id}
              keyName={key.name}
              environment={environment}
              masked={held.masked}
              facts={
                <>
                  Issued <Time at={held.issuedAt} long />
                </>
              }
            />
          </EnvironmentSection>
          <EnvironmentSection
            title="Permissions"
            hint={`What this key may do in ${place}. ${sharedBy} decides.`}
          >
            <PermissionWords held={held.permissions} />
          </EnvironmentSection>
        </EnvironmentTabs>
        <Card
          title="Gateway address"
          hint="Send the key as X-Api-Key. It names the environment, the address is the same."
        >
          <CopyText text={address} />
        </Card>
        <CallsCard
          environment={environment}
          calls={calls}
          log={`/shared/${key.id}/logs?environment=${environment}`}
          foot={<ZoneNote />}
        />
      </PageBody>
    </>
  );
}

import { getEndpoint } from '@ck/shared/endpoints';
import { viewAsCollaborator } from '@ck/shared/keys';
import { useLoaderData } from '@remix-run/react';
import { IconFileOff } from '@tabler/icons-react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { ActiveBadge } from '#app/components/active-badge.tsx';
import { Card } from '#app/components/card.tsx';
import { Empty } from '#app/components/empty.tsx';
import { EnvironmentSection, EnvironmentTabs } from '#app/components/environment-tabs.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { PermissionWords } from '#app/components/permission-boxes.tsx';
import { StatusBadge } from '#app/components/status-badge.tsx';
import { endpointSections, endpointTrail } from '#app/endpoint-pages.ts';
import { loadGuide } from '#app/guide/load-guide.server.ts';
import { OperationList } from '#app/guide/operation-list.tsx';
import { SamplesPanel } from '#app/guide/samples-panel.tsx';
import { pageTitle } from '#app/page-title.ts';

export const meta = ({ data }: { data: { key: { name: string } } | undefined }) =>
  pageTitle(data?.key.name, 'As a collaborator');

export const loader = signedIn(async ({ actor, param, url }) => {
  await getEndpoint(actor, param('slug'));
  return await loadGuide(actor, await viewAsCollaborator(actor, param('keyId')), url);
});

/** What a partner's people have before them: to be looked at by the owner, who can change and send nothing here. */
export default function AsCollaborator() {
  const { key, endpoint, environment, address, operations, chosen, samples } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="As a collaborator"
        lead={`What people of ${key.name} see of ${endpoint.name}.`}
        trail={[
          ...endpointTrail(endpoint),
          { to: `/apis/${endpoint.slug}/keys`, label: 'Collaboration Keys' },
          { to: `/apis/${endpoint.slug}/keys/${key.id}`, label: key.name },
        ]}
        sections={endpointSections(endpoint.slug)}
      />
      <PageBody>
        <Notice tone="news" title="You only look">
          Nothing is sent or changed here. That you looked stands in the activity.
        </Notice>
        <EnvironmentTabs
          selected={environment}
          status={each =>
            endpoint[each].deployed ? <ActiveBadge held={key[each]} /> : <StatusBadge status="Not deployed" />
          }
        >
          <EnvironmentSection title="API Key" hint="They can show and copy it; each time is written down.">
            <code>{key[environment].masked}</code>
          </EnvironmentSection>
          <EnvironmentSection title="Permissions" hint="What their key may do here.">
            <PermissionWords held={key[environment].permissions} />
          </EnvironmentSection>
        </EnvironmentTabs>
        <Card
          title="Test & Integration Guide"
          hint="Operations with a lock are those that this key may not call."
        >
          {chosen === undefined ? (
            <Empty icon={IconFileOff} title="Nothing is deployed here">
              Its people see the same.
            </Empty>
          ) : (
            <>
              <OperationList {...{ operations, chosen, environment }} />
              <SamplesPanel
                {...{ keyId: key.id, environment, address, samples, typed: undefined }}
                streams={chosen.streams === true}
              />
            </>
          )}
        </Card>
      </PageBody>
    </>
  );
}

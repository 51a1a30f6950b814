import { getEndpoint } from '@ck/shared/endpoints';
import { viewAsCollaborator } from '@ck/shared/keys';
import { useLoaderData } from '@remix-run/react';
import { IconFileOff } from '@tabler/icons-react';
import classes from '#app/as-collaborator/looked-at.module.css';
import { LookedAtHeader, OnlyLooking } from '#app/as-collaborator/looked-at.tsx';
import { signedIn } from '#app/auth/require-account.server.ts';
import { ActiveBadge } from '#app/components/active-badge.tsx';
import { Card } from '#app/components/card.tsx';
import { Empty } from '#app/components/empty.tsx';
import { EnvironmentSection, EnvironmentTabs } from '#app/components/environment-tabs.tsx';
import { PageBody } from '#app/components/page-header.tsx';
import { PermissionWords } from '#app/components/permission-boxes.tsx';
import { StatusBadge } from '#app/components/status-badge.tsx';
import { loadGuide } from '#app/guide/load-guide.server.ts';
import { OperationList } from '#app/guide/operation-list.tsx';
import { SamplesPanel } from '#app/guide/samples-panel.tsx';
import { pageTitle } from '#app/page-title.ts';

export const meta = ({ data }: { data: { key: { name: string } } | undefined }) =>
  pageTitle(data?.key.name, 'As a collaborator');

export const loader = signedIn(async ({ actor, param, url }) => {
  await getEndpoint(actor, param('slug'));
  return await loadGuide(actor, await viewAsCollaborator(actor, param('keyId'), 'guide'), url);
});

/** What a partner's people have before them: to be looked at by the owner, who can change and send nothing here. */
export default function AsCollaborator() {
  const { key, endpoint, environment, address, operations, chosen, samples } = useLoaderData<typeof loader>();
  return (
    <>
      <LookedAtHeader of={{ key, endpoint }} />
      <PageBody>
        <OnlyLooking />
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
            <div className={classes.columns}>
              <OperationList {...{ operations, chosen, environment }} />
              <SamplesPanel
                isLookedAt
                {...{ keyId: key.id, environment, address, samples, typed: undefined }}
                streams={chosen.streams === true}
              />
            </div>
          )}
        </Card>
      </PageBody>
    </>
  );
}

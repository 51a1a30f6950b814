import { findAccount } from '@ck/shared/accounts';
import { listCalls } from '@ck/shared/calls';
import { getEndpoint } from '@ck/shared/endpoints';
import { listInvitations } from '@ck/shared/invitations';
import { getKey } from '@ck/shared/keys';
import { listAssignments } from '@ck/shared/notifications';
import { Button } from '@mantine/core';
import { data } from '@remix-run/node';
import { Link, type ShouldRevalidateFunction, useActionData, useLoaderData } from '@remix-run/react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { ActiveBadge } from '#app/components/active-badge.tsx';
import { CallsCard } from '#app/components/calls-card.tsx';
import { EnvironmentSection, EnvironmentTabs } from '#app/components/environment-tabs.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { SecretField } from '#app/components/secret-field.tsx';
import { Time, ZoneNote } from '#app/components/time.tsx';
import { endpointSections, endpointTrail } from '#app/endpoint-pages.ts';
import { environmentLabels, environmentOf } from '#app/environment.ts';
import { pageTitle } from '#app/page-title.ts';
import { actOnKey } from './act.server.ts';
import { actOnInvitations, isAboutInvitations } from './act-on-invitations.server.ts';
import { actOnNotifications } from './act-on-notifications.server.ts';
import { DeleteCard } from './delete-card.tsx';
import { DetailsCard } from './details-card.tsx';
import { InvitationsCard } from './invitations-card.tsx';
import classes from './key-page.module.css';
import { NotificationsCard } from './notifications-card.tsx';
import { OverlapRow } from './overlap-row.tsx';
import { PermissionsSection } from './permissions-section.tsx';
import { PowerSection } from './power-section.tsx';

export const meta = ({ data }: { data: { key: { name: string } } | undefined }) => pageTitle(data?.key.name);

export const loader = signedIn(async ({ actor, param, url }) => {
  const environment = environmentOf(url);
  const [endpoint, key] = await Promise.all([
    getEndpoint(actor, param('slug')),
    getKey(actor, param('keyId')),
  ]);
  // A person may own two endpoints: this address would show the key of one among the pages of the other.
  if (key.endpointId !== endpoint.id) throw data(null, { status: 404 });
  const [calls, creator, invitations, assignments] = await Promise.all([
    listCalls(actor, { keyId: key.id, environment, limit: 10 }),
    findAccount(key.createdBy),
    listInvitations(actor, key.id),
    listAssignments(actor, key.id),
  ]);
  return { endpoint, key, environment, calls, creator: creator?.name, invitations, assignments };
});

export const action = signedIn(async guarded => {
  const endpoint = await getEndpoint(guarded.actor, guarded.param('slug'));
  const form = await guarded.request.formData();
  const place = { keyId: guarded.param('keyId'), slug: endpoint.slug };
  if (isAboutInvitations(form)) return await actOnInvitations(guarded.actor, place.keyId, form);
  if (form.get('intent') === 'assign') return await actOnNotifications(guarded.actor, place.keyId, form);
  return await actOnKey(guarded, place, form);
});

/** Also after a refused form: on a conflict the page must show what the other one saved. */
export const shouldRevalidate: ShouldRevalidateFunction = () => true;

export default function KeyPage() {
  const { endpoint, key, environment, calls, creator, invitations, assignments } =
    useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const place = environmentLabels[environment];
  const held = key[environment];
  const means = environment === 'sandbox' ? 'Reaches test data only' : 'Reaches real data';
  return (
    <>
      <PageHeader
        title={key.name}
        lead={<Lead description={key.description} createdAt={key.createdAt} creator={creator} />}
        trail={[
          ...endpointTrail(endpoint),
          { to: `/apis/${endpoint.slug}/keys`, label: 'Collaboration Keys' },
        ]}
        actions={
          <>
            <Button component={Link} to="as-collaborator" variant="default">
              View as collaborator
            </Button>
            <Button component={Link} to="statistics" variant="default">
              Statistics
            </Button>
          </>
        }
        sections={endpointSections(endpoint.slug)}
      />
      <PageBody>
        <EnvironmentTabs selected={environment} status={each => <ActiveBadge held={key[each]} />}>
          <EnvironmentSection title="API Key" hint={`${means}. Show and Copy are written to Activity.`}>
            <div className={classes.stack}>
              <SecretField
                key={environment}
                keyId={key.id}
                keyName={key.name}
                environment={environment}
                masked={held.masked}
                canRegenerate
                facts={
                  <>
                    Issued <Time at={held.issuedAt} long />
                  </>
                }
              />
              <OverlapRow keyView={key} environment={environment} outcome={outcome} />
            </div>
          </EnvironmentSection>
          <PowerSection keyView={key} environment={environment} outcome={outcome} />
          <EnvironmentSection
            title="Permissions"
            hint={`For ${place} only. ${environment === 'sandbox' ? 'Production' : 'Sandbox'} has its own.`}
          >
            <PermissionsSection
              // Other changes of the key leave what is being chosen here.
              key={`${environment}-${held.permissions.join()}`}
              keyView={key}
              environment={environment}
              outcome={outcome}
            />
          </EnvironmentSection>
        </EnvironmentTabs>
        <CallsCard
          environment={environment}
          calls={calls}
          log={`/apis/${endpoint.slug}/keys/${key.id}/logs?environment=${environment}`}
          foot={<ZoneNote />}
        />
        <InvitationsCard keyName={key.name} invitations={invitations} outcome={outcome} />
        <NotificationsCard assignments={assignments} outcome={outcome} />
        <DetailsCard keyView={key} outcome={outcome} />
        <DeleteCard keyView={key} outcome={outcome} />
      </PageBody>
    </>
  );
}

function Lead(props: { description: string; createdAt: Date; creator: string | undefined }) {
  return (
    <>
      {props.description === '' ? 'Created' : `${props.description} · created`}{' '}
      <Time at={props.createdAt} long />
      {props.creator === undefined ? '' : ` by ${props.creator}`}
    </>
  );
}

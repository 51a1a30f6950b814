import { getEndpoint, previewDeployment } from '@ck/shared/endpoints';
import { getRequest } from '@ck/shared/requests';
import { requestStatuses, wishInWords } from '@ck/shared/wish-words';
import { data } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { Card } from '#app/components/card.tsx';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { RevisionChanges } from '#app/components/revision-changes.tsx';
import { StatusBadge } from '#app/components/status-badge.tsx';
import { Time } from '#app/components/time.tsx';
import { endpointSections, endpointTrail } from '#app/endpoint-pages.ts';
import { pageTitle } from '#app/page-title.ts';
import { decideRequest } from './act.server.ts';
import { DecisionCard } from './decision-card.tsx';
import { EvidenceCard } from './evidence-card.tsx';
import classes from './request.module.css';

export const meta = ({ data: loaded }: { data: { endpoint: { name: string } } | undefined }) =>
  pageTitle(loaded?.endpoint.name, 'Request');

export const loader = signedIn(async ({ actor, param }) => {
  const [endpoint, request] = await Promise.all([
    getEndpoint(actor, param('slug')),
    getRequest(actor, param('requestId')),
  ]);
  if (request.endpointId !== endpoint.id) throw data(null, { status: 404 });
  const isWaiting = request.status === 'pending' && request.wish.kind === 'production';
  return {
    endpoint,
    request,
    difference: isWaiting ? await previewDeployment(actor, endpoint.id) : undefined,
  };
});

export const action = signedIn(async ({ actor, param, request }) => {
  // Also who owns the request but not this endpoint is in the wrong place.
  const endpoint = await getEndpoint(actor, param('slug'));
  const { endpointId, id } = await getRequest(actor, param('requestId'));
  if (endpointId !== endpoint.id) throw data(null, { status: 404 });
  return await decideRequest(actor, id, await request.formData());
});

/** Also after a refused decision: somebody else may have decided. */
export const shouldRevalidate = () => true;

export default function RequestPage() {
  const { endpoint, request, difference } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={wishInWords(request.wish)}
        lead={
          <>
            <StatusBadge status={requestStatuses[request.status]} /> Asked by {request.askedBy.email} for{' '}
            {request.keyName}, <Time at={request.askedAt} long />
          </>
        }
        trail={[...endpointTrail(endpoint), { to: `/apis/${endpoint.slug}/requests`, label: 'Requests' }]}
        sections={endpointSections(endpoint.slug)}
      />
      <PageBody>
        <div className={classes.columns}>
          <div className={classes.column}>
            {request.note !== '' && (
              <Card title={`Note from ${request.keyName}`}>
                <blockquote className={classes.note}>{request.note}</blockquote>
              </Card>
            )}
            <EvidenceCard request={request} logs={`/apis/${endpoint.slug}/keys/${request.keyId}/logs`} />
          </div>
          <div className={classes.column}>
            <DecisionCard request={request} version={endpoint.version} outcome={outcome} />
            {difference !== undefined && (
              <Card title="What Approve changes">
                <RevisionChanges difference={difference} />
                <p className="ck-small">
                  Calls go to {endpoint.production.upstream ?? 'no upstream yet: save one first'}.
                </p>
              </Card>
            )}
          </div>
        </div>
      </PageBody>
    </>
  );
}

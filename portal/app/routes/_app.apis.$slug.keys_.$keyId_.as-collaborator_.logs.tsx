import { findOperations, getEndpoint } from '@ck/shared/endpoints';
import { viewAsCollaborator } from '@ck/shared/keys';
import { useLoaderData } from '@remix-run/react';
import { LookedAtHeader, OnlyLooking } from '#app/as-collaborator/looked-at.tsx';
import { signedIn } from '#app/auth/require-account.server.ts';
import { PageBody } from '#app/components/page-header.tsx';
import { loadLog } from '#app/logs/load-log.server.ts';
import { Log } from '#app/logs/log-page.tsx';
import { pageTitle } from '#app/page-title.ts';

export const meta = ({ data }: { data: { key: { name: string } } | undefined }) =>
  pageTitle(data?.key.name, 'Logs as a collaborator');

export const loader = signedIn(async ({ actor, param, url }) => {
  await getEndpoint(actor, param('slug'));
  const { key, endpoint } = await viewAsCollaborator(actor, param('keyId'), 'logs');
  const [log, operations] = await Promise.all([
    loadLog(actor, { keyId: key.id }, url),
    findOperations(key.endpointId, endpoint.sandbox.documentRevision ?? 0),
  ]);
  return { key, endpoint, log, operations: operations.map(({ id }) => id) };
});

/** The rows that a key's people have before them; only they can make a call again. */
export default function LogsAsCollaborator() {
  const { key, endpoint, log, operations } = useLoaderData<typeof loader>();
  return (
    <>
      <LookedAtHeader of={{ key, endpoint }} />
      <PageBody>
        <OnlyLooking />
        <Log
          subject={{ name: 'key', id: key.id }}
          log={log}
          operations={operations}
          note="They see the rows of this key and of no other."
        />
      </PageBody>
    </>
  );
}

import { findOperations, getEndpoint } from '@ck/shared/endpoints';
import { nameKeys } from '@ck/shared/keys';
import { useLoaderData } from '@remix-run/react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { endpointSections, endpointTrail } from '#app/endpoint-pages.ts';
import { loadLog } from '#app/logs/load-log.server.ts';
import { ExportMenu, Log } from '#app/logs/log-page.tsx';
import { pageTitle } from '#app/page-title.ts';

export const meta = ({ data }: { data: { endpoint: { name: string } } | undefined }) =>
  pageTitle(data?.endpoint.name, 'Logs');

export const loader = signedIn(async ({ actor, param, url }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  const log = await loadLog(actor, { endpointId: endpoint.id }, url);
  const [operations, names] = await Promise.all([
    findOperations(endpoint.id, endpoint.sandbox.documentRevision ?? 0),
    nameKeys(
      actor,
      endpoint.id,
      log.calls.map(({ keyId }) => keyId),
    ),
  ]);
  return { endpoint, log, operations: operations.map(({ id }) => id), names };
});

export default function EndpointLogs() {
  const { endpoint, log, operations, names } = useLoaderData<typeof loader>();
  const subject = { name: 'endpoint', id: endpoint.id } as const;
  return (
    <>
      <PageHeader
        title="Logs"
        lead="Every call with one of this endpoint’s keys, refused ones too."
        trail={endpointTrail(endpoint)}
        sections={endpointSections(endpoint.slug)}
        actions={<ExportMenu subject={subject} />}
      />
      <PageBody>
        <Log
          subject={subject}
          log={log}
          operations={operations}
          keyNames={names}
          note={`Calls are kept for ${endpoint.retentionDays} days. Keys, cookies and Authorization are never stored; bodies only of the console’s Sandbox calls, for 24 hours.`}
        />
      </PageBody>
    </>
  );
}

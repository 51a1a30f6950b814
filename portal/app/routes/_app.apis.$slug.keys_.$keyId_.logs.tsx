import { findOperations, getEndpoint } from '@ck/shared/endpoints';
import { useLoaderData } from '@remix-run/react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { endpointSections, endpointTrail } from '#app/endpoint-pages.ts';
import { findKeyOrTombstone } from '#app/key-or-tombstone.server.ts';
import { loadLog } from '#app/logs/load-log.server.ts';
import { ExportMenu, Log } from '#app/logs/log-page.tsx';
import { pageTitle } from '#app/page-title.ts';

export const meta = ({ data }: { data: { key: { name: string } } | undefined }) =>
  pageTitle(data?.key.name, 'Logs');

export const loader = signedIn(async ({ actor, param, url }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  const key = await findKeyOrTombstone(actor, { endpointId: endpoint.id, keyId: param('keyId') });
  const [log, operations] = await Promise.all([
    loadLog(actor, { keyId: key.id }, url),
    findOperations(endpoint.id, endpoint.sandbox.documentRevision ?? 0),
  ]);
  return { endpoint, key, log, operations: operations.map(({ id }) => id) };
});

export default function KeyLogs() {
  const { endpoint, key, log, operations } = useLoaderData<typeof loader>();
  const subject = { name: 'key', id: key.id } as const;
  const keys = `/apis/${endpoint.slug}/keys`;
  return (
    <>
      <PageHeader
        title="Logs"
        lead={`Every call with the key ${key.name}, refused ones too.`}
        trail={[
          ...endpointTrail(endpoint),
          { to: keys, label: 'Collaboration Keys' },
          { to: `${keys}/${key.path}`, label: key.name },
        ]}
        sections={endpointSections(endpoint.slug)}
        actions={<ExportMenu subject={subject} />}
      />
      <PageBody>
        <Log
          subject={subject}
          log={log}
          operations={operations}
          note={`Calls are kept for ${endpoint.retentionDays} days. Keys, cookies and Authorization are never stored; bodies only of the console’s Sandbox calls, for 24 hours.`}
        />
      </PageBody>
    </>
  );
}

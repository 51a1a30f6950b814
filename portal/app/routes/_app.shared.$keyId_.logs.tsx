import { findOperations } from '@ck/shared/endpoints';
import { getSharedKey } from '@ck/shared/keys';
import { useLoaderData } from '@remix-run/react';
import { signedIn } from '#app/auth/require-account.server.ts';
import { companyOf } from '#app/companies.server.ts';
import { PageBody, PageHeader } from '#app/components/page-header.tsx';
import { sharedSections, sharedTrail } from '#app/endpoint-pages.ts';
import { loadLog } from '#app/logs/load-log.server.ts';
import { ExportMenu, Log } from '#app/logs/log-page.tsx';
import { pageTitle } from '#app/page-title.ts';

export const meta = ({ data }: { data: { endpoint: { name: string } } | undefined }) =>
  pageTitle(data?.endpoint.name, 'Logs');

export const loader = signedIn(async ({ actor, param, url }) => {
  const shared = await getSharedKey(actor, param('keyId'));
  const { key, endpoint } = shared;
  const [log, operations] = await Promise.all([
    loadLog(actor, { keyId: key.id }, url, { guide: `/shared/${key.id}/guide` }),
    findOperations(key.endpointId, endpoint.sandbox.documentRevision ?? 0),
  ]);
  return { key, endpoint, company: companyOf(shared), log, operations: operations.map(({ id }) => id) };
});

export default function SharedKeyLogs() {
  const { key, endpoint, company, log, operations } = useLoaderData<typeof loader>();
  const subject = { name: 'key', id: key.id } as const;
  return (
    <>
      <PageHeader
        title="Logs"
        lead={`Every call with your key ${key.name}, refused ones too.`}
        trail={sharedTrail(key.id, endpoint, company)}
        sections={sharedSections(key.id)}
        actions={<ExportMenu subject={subject} />}
      />
      <PageBody>
        <Log
          subject={subject}
          log={log}
          operations={operations}
          note="Rows of your own key. Keys, cookies and Authorization are never stored; bodies only of the console’s Sandbox calls, for 24 hours."
        />
      </PageBody>
    </>
  );
}

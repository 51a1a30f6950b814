import { Readable } from 'node:stream';
import type { AuditEventView } from '@ck/shared/audit';
import { csvLine } from '@ck/shared/csv';
import { exportActivity, getEndpoint } from '@ck/shared/endpoints';
import { createReadableStreamFromReadable } from '@remix-run/node';
import { readActivityFilter } from '#app/activity-filter.ts';
import { signedIn } from '#app/auth/require-account.server.ts';
import { portalLog } from '#app/log.server.ts';

const columns = [
  ...['id', 'at', 'who', 'surface', 'action', 'keyName', 'environment', 'before', 'after'],
  ...['epoch', 'milliseconds', 'acknowledged', 'late', 'lapsed'],
];

/** The activity that passes the filter, as a file: written while it is read, so that its size does not matter. */
export const loader = signedIn(async ({ actor, param, url, context }) => {
  const endpoint = await getEndpoint(actor, param('slug'));
  const filter = readActivityFilter(url.searchParams);
  async function* lines() {
    yield csvLine(columns);
    for await (const events of exportActivity(actor, { ...filter, endpointId: endpoint.id })) {
      yield events.map(lineOf).join('');
      if (!(await context.output.whenReady())) return;
    }
  }
  const file = Readable.from(lines(), { objectMode: false });
  // The connection breaks then, so that nobody takes a part for the whole.
  file.on('error', error => portalLog.warn({ err: error }, 'an export ended early'));
  return new Response(createReadableStreamFromReadable(file), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="activity-${endpoint.slug}-${new Date().toISOString().slice(0, 10)}.csv"`,
      'Cache-Control': 'no-store',
    },
  });
});

function lineOf({
  id,
  at,
  who,
  surface,
  action,
  keyName,
  environment,
  before,
  after,
  receipt,
}: AuditEventView) {
  const facts = (all: object | undefined) => (all === undefined ? undefined : JSON.stringify(all));
  const held = [receipt?.epoch, receipt?.milliseconds, receipt?.acknowledged, receipt?.late, receipt?.lapsed];
  const told = [
    id,
    at.toISOString(),
    who,
    surface,
    action,
    keyName,
    environment,
    facts(before),
    facts(after),
  ];
  return csvLine([...told, ...held]);
}

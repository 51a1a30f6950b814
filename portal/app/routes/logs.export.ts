import { Readable } from 'node:stream';
import { type ExportFormat, exportCalls, exportFormats, requireCalls } from '@ck/shared/calls';
import { createReadableStreamFromReadable } from '@remix-run/node';
import { signedIn } from '#app/auth/require-account.server.ts';
import { portalLog } from '#app/log.server.ts';
import { filterOf, subjectOf } from '#app/logs/read-log-request.server.ts';

/** All calls that match, as a file: written while it is read, so that its size does not matter. */
export const loader = signedIn(async ({ actor, url, request, context }) => {
  const search = url.searchParams;
  const asked = subjectOf(search);
  const format = search.get('format') ?? 'csv';
  const { filter, faults } = filterOf(search);
  if (asked === undefined || !isFormat(format) || faults.length > 0)
    return new Response('This export does not exist.', { status: 400 });
  const subject = await requireCalls(actor, asked);
  const { type, head, line } = exportFormats[format];
  async function* lines() {
    yield head;
    for await (const calls of exportCalls(actor, { subject, filter, signal: request.signal })) {
      yield calls.map(line).join('');
      if (!(await context.output.whenReady())) return;
    }
  }
  const file = Readable.from(lines(), { objectMode: false });
  // The connection breaks then, so that nobody takes a part for the whole.
  file.on('error', error => portalLog.warn({ err: error }, 'an export ended early'));
  return new Response(createReadableStreamFromReadable(file), {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="calls-${new Date().toISOString().slice(0, 10)}.${format}"`,
      'Cache-Control': 'no-store',
    },
  });
});

function isFormat(format: string): format is ExportFormat {
  return Object.hasOwn(exportFormats, format);
}

import { requireCalls } from '@ck/shared/calls';
import { signedIn } from '#app/auth/require-account.server.ts';
import { isStillSignedIn } from '#app/auth/session.server.ts';
import { liveCalls } from '#app/logs/live-stream.server.ts';
import { filterOf, subjectOf } from '#app/logs/read-log-request.server.ts';

/** Calls as they come in. Whether the reader may still see them is asked again and again. */
export const loader = signedIn(async ({ actor, url, request, context }) => {
  const search = url.searchParams;
  const asked = subjectOf(search);
  const { filter, faults } = filterOf(search);
  if (asked === undefined || faults.length > 0) return new Response('No such stream.', { status: 400 });
  const subject = await requireCalls(actor, asked);
  const stream = liveCalls({
    ...{ actor, subject, filter, output: context.output },
    signal: AbortSignal.any([request.signal, context.closing]),
    since: numberIn(request.headers.get('Last-Event-ID')),
    loadedAt: dateIn(search.get('loaded')),
    async mayRead() {
      await requireCalls(actor, subject);
      return await isStillSignedIn(request);
    },
  });
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
});

const numberIn = (text: string | null) =>
  text !== null && /^\d{1,16}$/.test(text) ? Number(text) : undefined;

function dateIn(text: string | null): Date | undefined {
  const at = new Date(text ?? '');
  return Number.isNaN(at.getTime()) ? undefined : at;
}

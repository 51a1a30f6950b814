import type { Actor } from '../accounts/index.ts';
import type { CallFilter } from './call-filter.ts';
import type { CallSubject } from './call-query.ts';
import { type CallView, findCalls } from './find-calls.ts';

const rowsAtOnce = 500;

/**
 * All calls that match, newest first, a page at a time: whoever reads slowly is waited for, and each page asks anew
 * whether the actor may see it.
 * @param query `signal` ends it between two pages, of which many in a row may have nothing to yield
 * @throws DomainError `not_found`, also in the middle, when access ends
 */
export async function* exportCalls(
  actor: Actor,
  { signal, ...query }: { subject: CallSubject; filter: CallFilter; signal?: AbortSignal },
): AsyncGenerator<CallView[]> {
  for (let cursor: string | undefined; signal?.aborted !== true; ) {
    const page = await findCalls(actor, {
      ...query,
      limit: rowsAtOnce,
      ...(cursor !== undefined && { cursor }),
    });
    if (page.calls.length > 0) yield page.calls;
    if (page.next === undefined) return;
    cursor = page.next;
  }
}

import type { Admitted } from './admitted.ts';
import { authorizeCall, isSameRoute, timeFor } from './authorize-call.ts';
import type { Denial } from './denials.ts';
import type { Gateway } from './gateway.ts';

const moved = 'Where this call goes was changed while it waited. Nothing was sent. Try again.';

/** What is asked of the fence after a call was admitted. The campaign takes one away at a time, to see it missed. */
export const fenceChecks = {
  /**
   * G4, right before bytes go upstream: still fresh, and authority as it was. Between admission and this instant the
   * process may have stood still, or a change may have come in.
   */
  beforeBytes(gateway: Gateway, admitted: Judged, method: string): Denial | undefined {
    if (!gateway.fence.isFresh()) return { code: 'gateway_not_fresh' };
    return objectionNow(gateway, admitted, method);
  },

  /** G4, once more in the instant before the system is asked to write the head. */
  beforeWrite(gateway: Pick<Gateway, 'fence'>): boolean {
    return gateway.fence.isFresh();
  },

  /** G5, with each piece of an event stream. */
  mayStream(gateway: Gateway): boolean {
    return gateway.fence.isFresh();
  },
};

export type FenceChecks = typeof fenceChecks;

/** What a call was admitted by: in a state of the directory. */
type Judged = Pick<Admitted, 'entry' | 'slug' | 'route' | 'state'>;

/** What would be said to this call now; undefined when it would go to the same place again. */
export function objectionNow(
  { directory, fence }: Pick<Gateway, 'directory' | 'fence'>,
  { entry, slug, route, state }: Judged,
  method: string,
): Denial | undefined {
  // Nothing was changed since, and this key is not one that only lives until some time.
  if (state === directory.state && entry.validUntil === undefined) return undefined;
  const now = directory.again(entry);
  if (now === undefined) return { code: 'key_unknown' };
  const decision = authorizeCall(now, directory.routeBySlug(slug), method, timeFor(now, fence));
  if (decision.kind === 'deny') return decision.denial;
  return isSameRoute(decision.route, route) ? undefined : { code: 'gateway_not_fresh', fault: moved };
}

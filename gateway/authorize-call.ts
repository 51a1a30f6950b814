import type { EndpointRoute, Route } from '@ck/shared/endpoints';
import { type Permission, permissionOfMethod } from '@ck/shared/permissions';
import type { Denial } from './denials.ts';
import type { KeyEntry } from './key-entry.ts';

export type Decision =
  | { kind: 'allow'; needed: Permission; route: Route }
  | { kind: 'deny'; denial: Denial; needed?: Permission };

/**
 * Whether a call with a known key goes through: pure, the first failure wins, in the order of the gateway's contract
 * from "key replaced" to "deployed".
 * @param databaseNow milliseconds since 1970, by the database's clock
 */
export function authorizeCall(
  entry: KeyEntry,
  endpoint: EndpointRoute | undefined,
  method: string,
  databaseNow: number,
): Decision {
  const { authority, environment, replacedAt } = entry;
  const needed = permissionOfMethod(method);
  if (needed === undefined) return { kind: 'deny', denial: { code: 'method_not_allowed', method } };
  if (authority.refusing === true || endpoint?.refusing === true)
    return deny(needed, { code: 'gateway_not_fresh' });
  if (replacedAt !== undefined && !isInOverlap(entry, databaseNow))
    return deny(needed, { code: 'key_replaced', replacedAt });
  if (endpoint === undefined) return deny(needed, { code: 'endpoint_unknown' });
  if (endpoint.id !== authority.endpointId) return deny(needed, { code: 'endpoint_mismatch' });
  const { active, permissions } = authority[environment];
  if (!active) return deny(needed, { code: 'key_inactive', environment });
  if (!permissions.has(needed)) {
    return deny(needed, { code: 'permission_missing', method, needed, held: [...permissions], environment });
  }
  const route = endpoint[environment];
  if (route === undefined) return deny(needed, { code: 'not_deployed', environment });
  return { kind: 'allow', needed, route };
}

function deny(needed: Permission, denial: Denial): Decision {
  return { kind: 'deny', denial, needed };
}

/** The time by which a key is judged; it is asked for only where it counts. Milliseconds since 1970. */
export function timeFor({ validUntil }: KeyEntry, clock: { databaseNow(): number }): number {
  return validUntil === undefined ? 0 : clock.databaseNow();
}

/** Whether a replaced key still admits beside its successor. */
export function isInOverlap({ validUntil }: KeyEntry, databaseNow: number): boolean {
  return validUntil !== undefined && databaseNow < validUntil.getTime();
}

/**
 * Whether two decisions send a call to the same place in the same way. The document counts where the call was checked by
 * it.
 */
export function isSameRoute(a: Route, b: Route): boolean {
  return a === b || JSON.stringify(wayOf(a)) === JSON.stringify(wayOf(b));
}

function wayOf(route: Route): unknown {
  if ('mock' in route) return ['mock', route.documentRevision];
  const { url, headers, strict = false, documentRevision } = route;
  return [url, headers, strict && documentRevision];
}

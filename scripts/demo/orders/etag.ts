import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Order } from './order.ts';
import { Problem } from './problem.ts';

/** The strong entity tag of an order: another content has another tag, across restarts too. */
export function entityTag(order: Order): string {
  return `"${createHash('sha256').update(JSON.stringify(order)).digest('base64url').slice(0, 22)}"`;
}

/** Whether the caller already has this order (If-None-Match, which compares weakly: RFC 9110, 13.1.2). */
export function alreadyHeld(headers: IncomingHttpHeaders, order: Order): boolean {
  const held = headers['if-none-match'];
  if (held === undefined) return false;
  return tagsIn(held).some(tag => tag === '*' || tag.replace(/^W\//, '') === entityTag(order));
}

/** Refuses a change made against another state than the present one (If-Match, which compares strongly). */
export function requireMatch(headers: IncomingHttpHeaders, order: Order): void {
  const expected = headers['if-match'];
  if (expected === undefined) return;
  if (tagsIn(expected).some(tag => tag === '*' || tag === entityTag(order))) return;
  throw new Problem(
    'precondition-failed',
    'The order is not in the state that If-Match names. Read it again, then repeat the change.',
    { headers: { ETag: entityTag(order) } },
  );
}

function tagsIn(header: string): string[] {
  return header.match(/\*|(?:W\/)?"[^"]*"/g) ?? [];
}

import type { EndpointRoute } from '@ck/shared/endpoints';
import { callMethods } from '@ck/shared/permissions';
import { linesOf } from './fields.ts';

const exposed = ['Access-Control-Expose-Headers', 'X-Request-Id, Retry-After'];

/** The answer to every OPTIONS: the same for any path, so it tells nothing. `*` does not cover Authorization. */
export const preflightLines: string = linesOf([
  ...['Access-Control-Allow-Origin', '*'],
  ...['Access-Control-Allow-Methods', callMethods.join(', ')],
  ...['Access-Control-Allow-Headers', '*, Authorization'],
  ...['Access-Control-Max-Age', '600'],
]);

const forAnybody = linesOf(['Access-Control-Allow-Origin', '*', ...exposed]);
const forNobody = linesOf(['Vary', 'Origin']);

/** Who may read an answer in a browser: anybody, or the origins that the endpoint lists. Never with credentials. */
export function corsLines(allowed: EndpointRoute['allowedOrigins'], origin: string | undefined): string {
  if (allowed === '*') return forAnybody;
  if (origin === undefined || !allowed.includes(origin)) return forNobody;
  return linesOf(['Access-Control-Allow-Origin', origin, 'Vary', 'Origin', ...exposed]);
}

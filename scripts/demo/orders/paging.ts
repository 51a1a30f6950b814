import { z } from 'zod';
import { json, type Reply } from './http.ts';

/** A cursor is the id of the last row already given: rows that come or go meanwhile shift nothing. */
const cursor = z
  .string()
  .regex(/^[A-Za-z0-9_-]{10,60}$/, 'must be a cursor from an earlier answer')
  .transform(text => Buffer.from(text, 'base64url').toString('latin1'))
  .refine(id => /^[a-z]{3}_[0-9A-Z]{26}$/.test(id), 'must be a cursor from an earlier answer');

export const paging = {
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'must be a number from 1 to 100')
    .transform(Number)
    .refine(limit => limit >= 1 && limit <= 100, 'must be a number from 1 to 100')
    .default(20),
  cursor: cursor.optional(),
};

/** One page of `rows` (newest first, so by falling id), with where the next one begins in body and Link header. */
export function pageOf<Row extends { id: string }>(
  rows: readonly Row[],
  asked: { limit: number; cursor?: string | undefined },
  query: URLSearchParams,
): Reply {
  const { limit, cursor: after } = asked;
  const rest = after === undefined ? rows : rows.filter(row => row.id < after);
  const data = rest.slice(0, limit);
  const last = data.at(-1);
  if (!last || rest.length <= limit) return json(200, { data, nextCursor: null });
  const nextCursor = Buffer.from(last.id, 'latin1').toString('base64url');
  const next = new URLSearchParams(query);
  next.set('cursor', nextCursor);
  // Relative, so that it also holds behind a gateway that serves this API under another path.
  return json(200, { data, nextCursor }, { Link: `<?${next}>; rel="next"` });
}

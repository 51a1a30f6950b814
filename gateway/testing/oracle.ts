/** The rules again, written for the eye and without any code of the gateway: what a call must be answered. */

export type KeyVariant =
  | 'none'
  | 'malformed'
  | 'unknown'
  | 'replaced'
  | 'known'
  | 'other endpoint'
  | 'in query'
  | 'two';

export type CallShape = {
  method: string;
  slug: 'own' | 'missing';
  key: KeyVariant;
  environment: 'sandbox' | 'production';
  active: boolean;
  held: readonly string[];
  hostile: boolean;
};

const needs: Readonly<Record<string, string>> = {
  POST: 'create',
  GET: 'read',
  HEAD: 'read',
  PUT: 'update',
  PATCH: 'update',
  DELETE: 'delete',
};

export function expectedVerdict(call: CallShape): { status: number; code: string } {
  if (call.hostile) return { status: 400, code: 'request_malformed' };
  if (call.method === 'OPTIONS') return { status: 204, code: '' };
  const needed = needs[call.method];
  if (needed === undefined) return { status: 405, code: 'method_not_allowed' };
  if (call.key === 'in query') return { status: 401, code: 'key_in_query' };
  if (call.key === 'none') return { status: 401, code: 'key_missing' };
  if (call.key === 'two') return { status: 400, code: 'key_ambiguous' };
  if (call.key === 'malformed') return { status: 401, code: 'key_malformed' };
  if (call.key === 'unknown') return { status: 401, code: 'key_unknown' };
  if (call.key === 'replaced') return { status: 401, code: 'key_replaced' };
  if (call.slug === 'missing') return { status: 404, code: 'endpoint_unknown' };
  if (call.key === 'other endpoint') return { status: 403, code: 'endpoint_mismatch' };
  if (!call.active) return { status: 403, code: 'key_inactive' };
  if (!call.held.includes(needed)) return { status: 403, code: 'permission_missing' };
  return { status: 200, code: '' };
}

/**
 * Every refusal of the gateway and its HTTP status, as its contract names them. Pure, for the gateway, for every surface
 * that explains them, and for browsers.
 */
export const refusalStatuses = {
  request_malformed: 400,
  key_ambiguous: 400,
  key_missing: 401,
  key_malformed: 401,
  key_unknown: 401,
  key_replaced: 401,
  key_in_query: 401,
  key_inactive: 403,
  permission_missing: 403,
  endpoint_mismatch: 403,
  endpoint_unknown: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  body_too_large: 413,
  uri_too_long: 414,
  request_invalid: 422,
  headers_too_large: 431,
  upstream_unreachable: 502,
  upstream_reset: 502,
  gateway_not_fresh: 503,
  log_unavailable: 503,
  overloaded: 503,
  not_deployed: 503,
  upstream_timeout: 504,
} as const;

export type RefusalCode = keyof typeof refusalStatuses;

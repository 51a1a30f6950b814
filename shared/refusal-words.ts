import type { RefusalCode } from './refusal.ts';

type Explanation = { title: string; fix: string };

/** What each outcome of the gateway means to whoever reads the log, and how it is mended. */
const refusals: Readonly<Record<RefusalCode | 'client_gone' | 'unknown', Explanation>> = {
  request_malformed: {
    title: 'The request was not valid HTTP',
    fix: 'Send one Host, a plain path without dot segments or encoded slashes, and one length.',
  },
  request_invalid: {
    title: 'The request does not fit the API’s document',
    fix: 'The answer lists each fault with its place. Mend the request, or switch Strict off in this environment.',
  },
  key_missing: {
    title: 'There was no key',
    fix: 'Send it as X-Api-Key, or as Authorization: Bearer.',
  },
  key_malformed: {
    title: 'What was sent is no key',
    fix: 'Its form or its checksum is wrong: copy the whole key again.',
  },
  key_unknown: {
    title: 'The key is not known',
    fix: 'It may have been deleted. Ask the owner.',
  },
  key_in_query: {
    title: 'The key was in the address',
    fix: 'Addresses end up in logs. Have the key regenerated, and send the new one in a header.',
  },
  key_ambiguous: {
    title: 'There were two different keys',
    fix: 'Send one, as X-Api-Key or as Authorization: Bearer.',
  },
  key_inactive: {
    title: 'The key was switched off',
    fix: 'The owner can switch it on again on the key’s page. Nothing reached the API.',
  },
  key_replaced: { title: 'The key had been regenerated', fix: 'Use the new key. Nothing reached the API.' },
  permission_missing: {
    title: 'The key had no permission for this method',
    fix: 'The owner can add it on the key’s page. Permissions are separate in Sandbox and Production.',
  },
  endpoint_mismatch: {
    title: 'The key belongs to another endpoint',
    fix: 'Check the first part of the path, or use the key of that endpoint.',
  },
  endpoint_unknown: {
    title: 'There is no endpoint of this name',
    fix: 'Check the first part of the path against the gateway address.',
  },
  method_not_allowed: {
    title: 'The method is not forwarded',
    fix: 'Use GET, HEAD, POST, PUT, PATCH or DELETE.',
  },
  request_timeout: { title: 'The request came too slowly', fix: 'Send the whole body without long pauses.' },
  uri_too_long: { title: 'The address was too long', fix: 'Shorten the path or the query.' },
  headers_too_large: { title: 'The headers were too large', fix: 'Send fewer or shorter ones.' },
  body_too_large: { title: 'The body was too large', fix: 'Send less at once.' },
  upstream_unreachable: {
    title: 'The API could not be reached',
    fix: 'Nothing was sent to it: the call can be repeated. The owner should check the upstream address.',
  },
  upstream_reset: {
    title: 'The API broke off its answer',
    fix: 'It may have acted on the request. Look before you repeat it.',
  },
  upstream_timeout: {
    title: 'The API did not answer in time',
    fix: 'It may have acted on the request. Look before you repeat it.',
  },
  gateway_not_fresh: {
    title: 'The gateway could not prove that it was current',
    fix: 'Nothing was sent to the API. Repeat the call after a second.',
  },
  log_unavailable: {
    title: 'The gateway could not write the call down',
    fix: 'Repeat the call after a moment. The operator should look at the gateway’s disk.',
  },
  overloaded: {
    title: 'The gateway had too many calls under way',
    fix: 'Nothing was sent to the API. Repeat the call after a second.',
  },
  not_deployed: {
    title: 'The endpoint was not deployed in this environment',
    fix: 'The owner deploys it on the endpoint’s page.',
  },
  client_gone: {
    title: 'The client left before the answer ended',
    fix: 'Its own time limit may be shorter than the API needs.',
  },
  unknown: {
    title: 'Nobody knows how this call ended',
    fix: 'The gateway stopped while it was under way. The API may have acted on it.',
  },
};

/** They are refused before anybody knows whose call it is, so no log has them. */
const inNoLog: readonly string[] = [
  ...['key_missing', 'key_malformed', 'key_unknown', 'key_in_query', 'key_ambiguous'],
  ...['uri_too_long', 'headers_too_large', 'unknown'],
];

/** The outcomes that a list can be narrowed to. */
export const refusalCodes = Object.keys(refusals).filter(code => !inNoLog.includes(code));

export const explainRefusal = (code: RefusalCode): Explanation => refusals[code];

/** Undefined for a call that the API answered. */
export function explainOutcome(outcome: string): Explanation | undefined {
  if (outcome === 'ok') return undefined;
  if (Object.hasOwn(refusals, outcome)) return refusals[outcome as keyof typeof refusals];
  return { title: outcome, fix: 'The answer said what to do.' };
}

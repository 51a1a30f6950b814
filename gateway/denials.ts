import type { Environment } from '@ck/shared/endpoints';
import { callMethods, type Permission } from '@ck/shared/permissions';
import { type RefusalCode, refusalStatuses } from '@ck/shared/refusal';

/** What a refusal tells besides its code. */
export type DenialFacts = {
  fault?: string;
  method?: string;
  environment?: Environment;
  needed?: Permission;
  held?: readonly Permission[];
  replacedAt?: Date;
  /** Each fault of a request that its document does not allow, by JSON pointer. */
  errors?: readonly { pointer: string; detail: string }[];
};

type DenialKind = {
  title: string;
  detail(facts: DenialFacts): string;
  headers?: readonly string[];
  /** Where the request ends is in doubt, so nothing after it may be read as another. */
  close?: boolean;
};

const challenge = ['WWW-Authenticate', 'Bearer realm="collaboration keys"'] as const;
const retrySoon = ['Retry-After', '1'] as const;
const where = ({ environment }: DenialFacts) => (environment === 'production' ? 'Production' : 'Sandbox');
const list = (held: readonly Permission[] = []) => (held.length === 0 ? 'nothing' : held.join(', '));
const faultOr = (text: string) => (facts: DenialFacts) => facts.fault ?? text;

/** Every refusal of the gateway: what happened, why, and how to mend it. Its status is in `shared/refusal.ts`. */
const kinds = {
  request_malformed: {
    title: 'Malformed request',
    detail: faultOr('This is not a valid request.'),
    close: true,
  },
  key_ambiguous: {
    title: 'Two different keys',
    detail: () =>
      'The request carries two different keys. Send one, as X-Api-Key or as Authorization: Bearer.',
  },
  key_missing: {
    title: 'Key missing',
    detail: () => 'Send your key in the header X-Api-Key, or as Authorization: Bearer.',
    headers: challenge,
  },
  key_malformed: {
    title: 'Not a key',
    detail: () => 'This is no key of ours: its form or its checksum is wrong. Copy the whole key again.',
    headers: challenge,
  },
  key_unknown: {
    title: 'Key not known',
    detail: () => 'This key is not known here. It may have been deleted. Ask the owner of the API.',
    headers: challenge,
  },
  key_replaced: {
    title: 'Key replaced',
    detail: ({ replacedAt }) => `This key was regenerated at ${replacedAt?.toISOString()}. Use the new one.`,
    headers: challenge,
  },
  key_in_query: {
    title: 'Key in the address',
    detail: () =>
      'A key in an address ends up in logs. Have it regenerated, and send the new one in a header.',
    headers: challenge,
  },
  key_inactive: {
    title: 'Key switched off',
    detail: facts => `This key is switched off in ${where(facts)}. Ask the owner of the API to activate it.`,
  },
  permission_missing: {
    title: 'Permission missing',
    detail: facts =>
      `${facts.method} needs the permission ${facts.needed}; in ${where(facts)} this key holds ${list(facts.held)}.`,
  },
  endpoint_mismatch: {
    title: 'Key of another endpoint',
    detail: () => 'This key belongs to another endpoint. Check the first part of the path.',
  },
  endpoint_unknown: {
    title: 'No such endpoint',
    detail: () => 'There is no endpoint of this name. Check the first part of the path.',
  },
  method_not_allowed: {
    title: 'Method not allowed',
    detail: ({ method }) => `${method} is not forwarded. Use one of ${callMethods.join(', ')}.`,
    headers: ['Allow', [...callMethods, 'OPTIONS'].join(', ')],
  },
  request_timeout: {
    title: 'Request too slow',
    detail: () => 'The request did not arrive in time.',
    close: true,
  },
  body_too_large: { title: 'Body too large', detail: faultOr('The body is too large.') },
  request_invalid: {
    title: 'Request not valid',
    detail: () => 'The API’s document does not allow this request. Each fault is under errors.',
  },
  uri_too_long: { title: 'Address too long', detail: faultOr('The address is too long.') },
  headers_too_large: {
    title: 'Headers too large',
    detail: faultOr('The headers are too large.'),
  },
  upstream_unreachable: {
    title: 'API not reachable',
    detail: () =>
      'The API behind this endpoint could not be reached. Nothing was sent to it. Try again in a moment.',
  },
  upstream_reset: {
    title: 'API broke off',
    detail: () =>
      'The API behind this endpoint broke off before it answered. It may have acted on the request.',
  },
  upstream_timeout: {
    title: 'API too slow',
    detail: () => 'The API behind this endpoint did not answer in time. It may have acted on the request.',
  },
  gateway_not_fresh: {
    title: 'Gateway not current',
    detail: faultOr(
      'This gateway cannot prove that it knows the latest permissions, so it sends nothing. Try again in a second.',
    ),
    headers: retrySoon,
  },
  log_unavailable: {
    title: 'Call log not available',
    detail: () => 'The gateway cannot write down what happens, so it sends nothing. Try again in a moment.',
    headers: retrySoon,
  },
  overloaded: {
    title: 'Too many calls at once',
    detail: () => 'The gateway has too many calls under way. Nothing was sent. Try again in a second.',
    headers: retrySoon,
  },
  not_deployed: {
    title: 'Not deployed',
    detail: facts => `This endpoint has no deployment in ${where(facts)} yet. Ask its owner.`,
    headers: ['Retry-After', '60'],
  },
} as const satisfies Readonly<Record<RefusalCode, DenialKind>>;

export type DenialCode = RefusalCode;
export type Denial = { code: DenialCode } & DenialFacts;

/** The HTTP answer of a refusal: application/problem+json (RFC 9457). */
export function renderDenial(
  denial: Denial,
  requestId: string,
): { status: number; headers: string[]; body: Buffer; close: boolean } {
  const kind: DenialKind = kinds[denial.code];
  const status = statusOf(denial.code);
  const { fault: _fault, replacedAt, ...facts } = denial;
  const problem = {
    type: `urn:collaboration-keys:problem:${denial.code}`,
    title: kind.title,
    status,
    detail: kind.detail(denial),
    ...facts,
    ...(replacedAt !== undefined && { replacedAt: replacedAt.toISOString() }),
    requestId,
  };
  const body = Buffer.from(JSON.stringify(problem));
  const headers = ['Content-Type', 'application/problem+json', 'Content-Length', String(body.length)];
  return {
    status,
    headers: [...headers, 'Cache-Control', 'no-store', ...(kind.headers ?? [])],
    body,
    close: kind.close ?? false,
  };
}

export function statusOf(code: DenialCode): number {
  return refusalStatuses[code];
}

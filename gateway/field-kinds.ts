/**
 * What a header field is to the steps of a call, as a small number: names are compared once, where a head is read, and
 * never again. Pure.
 */
export const kind = {
  other: 0,
  host: 1,
  contentLength: 2,
  transferEncoding: 3,
  expect: 4,
  connection: 5,
  keepAlive: 6,
  /** The other fields of one connection only (RFC 9110, 7.6.1). */
  hopByHop: 7,
  apiKey: 8,
  authorization: 9,
  consoleAssertion: 10,
  requestId: 11,
  forwardedFor: 12,
  forwardedProto: 13,
  forwardedHost: 14,
  traceparent: 15,
  tracestate: 16,
  /** Whatever else only a gateway may say: a client's own would forge an identity or the permission's method. */
  ours: 17,
  accessControl: 18,
  origin: 19,
  userAgent: 20,
  contentType: 21,
  date: 22,
} as const;

export type Kind = (typeof kind)[keyof typeof kind];

const names: Readonly<Record<string, Kind>> = {
  host: kind.host,
  'content-length': kind.contentLength,
  'transfer-encoding': kind.transferEncoding,
  expect: kind.expect,
  connection: kind.connection,
  'keep-alive': kind.keepAlive,
  'proxy-connection': kind.hopByHop,
  'proxy-authenticate': kind.hopByHop,
  'proxy-authorization': kind.hopByHop,
  te: kind.hopByHop,
  trailer: kind.hopByHop,
  upgrade: kind.hopByHop,
  'x-api-key': kind.apiKey,
  authorization: kind.authorization,
  'x-console-assertion': kind.consoleAssertion,
  'x-request-id': kind.requestId,
  'x-forwarded-for': kind.forwardedFor,
  'x-forwarded-proto': kind.forwardedProto,
  'x-forwarded-host': kind.forwardedHost,
  traceparent: kind.traceparent,
  tracestate: kind.tracestate,
  'x-http-method-override': kind.ours,
  'x-http-method': kind.ours,
  'x-method-override': kind.ours,
  'x-real-ip': kind.ours,
  forwarded: kind.ours,
  origin: kind.origin,
  'user-agent': kind.userAgent,
  'content-type': kind.contentType,
  date: kind.date,
};

/** What every name means that begins so, and is none of the above. */
const prefixes: Readonly<Record<string, Kind>> = {
  'x-collaboration-': kind.ours,
  'x-forwarded-': kind.ours,
  'access-control-': kind.accessControl,
};

/** Kinds that do not go on to the upstream: whoever sends the body frames it anew, the host is its own, the key stays here. */
export const stopsUpwards: readonly boolean[] = tableOf([
  ...[kind.host, kind.contentLength, kind.transferEncoding, kind.expect, kind.connection, kind.keepAlive],
  ...[kind.hopByHop, kind.apiKey, kind.consoleAssertion, kind.requestId, kind.forwardedFor],
  ...[kind.forwardedProto, kind.forwardedHost, kind.traceparent, kind.tracestate, kind.ours],
]);

/** Kinds that do not go back to the client: those of the upstream's connection, its CORS and its request id. */
export const stopsDownwards: readonly boolean[] = tableOf([
  ...[kind.transferEncoding, kind.expect, kind.connection, kind.keepAlive, kind.hopByHop],
  ...[kind.requestId, kind.accessControl],
]);

function tableOf(kinds: readonly Kind[]): boolean[] {
  return Array.from({ length: Object.keys(kind).length }, (_, each) => kinds.includes(each as Kind));
}

type Known = { codes: readonly number[]; kind: Kind };

const toKnown = ([name, of]: [string, Kind]): Known => ({
  codes: [...name].map(letter => letter.charCodeAt(0)),
  kind: of,
});
const longest = Math.max(...Object.keys(names).map(({ length }) => length));
/** By their length, so that most names are told apart by that and one letter. */
const byLength: readonly (readonly Known[])[] = Array.from({ length: longest + 1 }, (_, length) =>
  Object.entries(names)
    .filter(([name]) => name.length === length)
    .map(toKnown),
);
const starts = Object.entries(prefixes).map(toKnown);

/** The kind of the field whose name is this part of a text, in any case. */
export function kindOf(text: string, from: number, to: number): Kind {
  const length = to - from;
  const known = length <= longest ? byLength[length] : undefined;
  if (known !== undefined)
    for (let i = 0; i < known.length; i++) {
      const found = match(text, from, known[i] as Known);
      if (found !== undefined) return found;
    }
  for (let i = 0; i < starts.length; i++) {
    const start = starts[i] as Known;
    const found = length > start.codes.length ? match(text, from, start) : undefined;
    if (found !== undefined) return found;
  }
  return kind.other;
}

const dash = 0x2d;
const underscore = 0x5f;
const lower = 0x20;

/**
 * CGI-like upstreams read `X_Collaboration_Key` as `X-Collaboration-Key`: so spelled, a name that would stop on its way
 * up stops as well, and stands for nothing else.
 */
function match(text: string, from: number, { codes, kind: of }: Known): Kind | undefined {
  let isSpelledOut = true;
  for (let i = 0; i < codes.length; i++) {
    const code = text.charCodeAt(from + i);
    if (code === underscore && codes[i] === dash) isSpelledOut = false;
    else if (code !== codes[i] && (code | lower) !== codes[i]) return undefined;
    else if (codes[i] === dash && code !== dash) return undefined;
  }
  if (isSpelledOut) return of;
  return stopsUpwards[of] === true ? kind.ours : kind.other;
}

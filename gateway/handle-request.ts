import { readAssertion } from '@ck/shared/console';
import { permissionOfMethod } from '@ck/shared/permissions';
import { authorizeCall, timeFor } from './authorize-call.ts';
import { Call } from './call.ts';
import { clientOrigin } from './client-address.ts';
import { preflightLines } from './cors.ts';
import type { Exchange } from './exchange.ts';
import { extractKey } from './extract-key.ts';
import { kind } from './field-kinds.ts';
import { followDocument } from './follow-document.ts';
import { checkFraming } from './framing.ts';
import type { Gateway } from './gateway.ts';
import { relay } from './relay.ts';
import { answerReservedPath } from './reserved-paths.ts';

/** The steps of a call in their order; the first that fails answers. */
export function handleRequest(gateway: Gateway, exchange: Exchange): void {
  const call = new Call(gateway, exchange);
  const { head } = exchange;
  const framing = checkFraming(head, gateway.limits);
  if (!framing.ok) return call.deny({ code: framing.code, fault: framing.fault });
  call.path = framing.path;
  call.query = framing.query;
  if (answerReservedPath(gateway, call)) return;
  if (head.method === 'OPTIONS') return answerPreflight(call);
  if (permissionOfMethod(head.method) === undefined) {
    return call.deny({ code: 'method_not_allowed', method: head.method });
  }
  const key = extractKey(head.target, head.fields, gateway.directory);
  if (key.kind === 'deny') return call.deny({ code: key.code });
  if (!gateway.fence.isFresh()) return call.deny({ code: 'gateway_not_fresh' });
  const { state } = gateway.directory;
  const entry = gateway.directory.find(key.text);
  if (entry === undefined) return call.deny({ code: 'key_unknown' });
  call.entry = entry;
  const client = clientOrigin(head.address, head.fields, gateway);
  call.address = client.address;
  const { slug, rest } = splitPath(framing.path);
  call.endpoint = gateway.directory.routeBySlug(slug);
  const now = timeFor(entry, gateway.fence);
  call.noteOverlap(now);
  if (!isConsoleClaimTrue(gateway, call)) {
    return call.deny({ code: 'request_malformed', fault: 'X-Console-Assertion is not of this call.' });
  }
  const decision = authorizeCall(entry, call.endpoint, head.method, now);
  call.needed = decision.needed;
  nameOperation(gateway, call, rest);
  if (decision.kind === 'deny') return call.deny(decision.denial);
  if (isFull(gateway, entry.authority.keyId)) return call.deny({ code: 'overloaded' });
  call.documentRevision = decision.route.documentRevision;
  const { route } = decision;
  const { hasBody } = framing;
  if ('mock' in route || route.strict === true) {
    void followDocument(gateway, call, { entry, slug, rest, client, hasBody, state, route });
    return;
  }
  relay(gateway, call, { entry, slug, rest, client, hasBody, state, route });
}

function isFull({ inFlight, openCalls, limits }: Gateway, keyId: string): boolean {
  return inFlight >= limits.callsInFlight || openCalls.countOf(keyId) >= limits.callsPerKey;
}

/** Who claims to be the portal's console must be it: the claim is signed, for this very call. */
function isConsoleClaimTrue({ consoleSecret, fence }: Gateway, call: Call): boolean {
  const { head } = call.exchange;
  const { fields } = head;
  const at = fields.find(kind.consoleAssertion);
  if (at < 0) return true;
  const { entry } = call;
  const isOne = fields.find(kind.consoleAssertion, at + 1) < 0;
  if (!isOne || consoleSecret === undefined || entry === undefined) return false;
  const { authority, environment } = entry;
  const sent = { keyId: authority.keyId, environment, method: head.method, target: head.target };
  call.person = readAssertion(fields.value(at), sent, consoleSecret, fence.databaseNow());
  return call.person !== undefined;
}

/** Refused calls have an operation too: that is how their owner sees what was tried. */
function nameOperation({ documents }: Gateway, call: Call, rest: string): void {
  const { entry, endpoint } = call;
  if (entry === undefined || endpoint === undefined || endpoint.id !== entry.authority.endpointId) return;
  const route = endpoint[entry.environment];
  if (route === undefined) return;
  const path = rest === '' ? '/' : rest;
  call.operationId = documents.operationId(
    endpoint.id,
    route.documentRevision,
    call.exchange.head.method,
    path,
  );
}

function answerPreflight(call: Call): void {
  const lines = `${preflightLines}X-Request-Id: ${call.requestId}\r\n`;
  call.exchange.writeHead({ status: 204, lines, hasLength: false });
  call.exchange.end();
  call.finish('preflight', 204);
}

/** `/orders/a/b` is endpoint `orders` and the upstream's `/a/b`, byte for byte. */
function splitPath(path: string): { slug: string; rest: string } {
  const cut = path.indexOf('/', 1);
  return cut < 0 ? { slug: path.slice(1), rest: '' } : { slug: path.slice(1, cut), rest: path.slice(cut) };
}

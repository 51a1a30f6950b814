import { isInOverlap, timeFor } from './authorize-call.ts';
import type { Call } from './call.ts';
import { extractKey } from './extract-key.ts';
import type { Gateway } from './gateway.ts';

/** Answers what begins with `/_/`: no endpoint can have that name. False when the path is not reserved. */
export function answerReservedPath(gateway: Gateway, call: Call): boolean {
  if (call.path !== '/_' && !call.path.startsWith('/_/')) return false;
  const { method } = call.exchange.head;
  if (method === 'OPTIONS') return false;
  if (method !== 'GET' && method !== 'HEAD') call.deny({ code: 'method_not_allowed', method });
  else if (call.path === '/_/health') answer(call, 200, { status: 'ok' });
  else if (call.path === '/_/ready') answerReady(gateway, call);
  else if (call.path === '/_/whoami') answerWhoami(gateway, call);
  else call.deny({ code: 'endpoint_unknown' });
  return true;
}

function answerReady({ fence, recorder, draining }: Gateway, call: Call): void {
  const ready = fence.isFresh() && recorder.hasRoom && !draining;
  answer(call, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready' });
}

/** What a key is and may do, also when it is switched off: partners can tell a block from an outage. */
function answerWhoami({ directory, fence }: Gateway, call: Call): void {
  const { target, fields } = call.exchange.head;
  const key = extractKey(target, fields);
  if (key.kind === 'deny') return call.deny({ code: key.code });
  if (!fence.isFresh()) return call.deny({ code: 'gateway_not_fresh' });
  const entry = directory.find(key.text);
  if (entry === undefined) return call.deny({ code: 'key_unknown' });
  if (entry.authority.refusing === true) return call.deny({ code: 'gateway_not_fresh' });
  const now = timeFor(entry, fence);
  if (entry.replacedAt !== undefined && !isInOverlap(entry, now))
    return call.deny({ code: 'key_replaced', replacedAt: entry.replacedAt });
  const { environment } = entry;
  const { active, permissions } = entry.authority[environment];
  call.entry = entry;
  call.noteOverlap(now);
  answer(call, 200, { environment, active, permissions: [...permissions] });
}

function answer(call: Call, status: number, content: Record<string, unknown>): void {
  const body = Buffer.from(JSON.stringify(content));
  const lines = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nCache-Control: no-store\r\n`;
  call.exchange.writeHead({ status, lines: lines + call.commonLines(), hasLength: true });
  call.exchange.end(call.exchange.head.method === 'HEAD' ? undefined : body);
  call.finish('reserved', status);
}

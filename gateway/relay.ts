import type { Route } from '@ck/shared/endpoints';
import type { Call } from './call.ts';
import type { ClientOrigin } from './client-address.ts';
import type { Forwarding } from './forward.ts';
import type { Gateway } from './gateway.ts';
import { answerHeaders, upstreamHeaders } from './headers.ts';
import type { KeyEntry } from './key-directory.ts';
import { BodyTooLargeError } from './upstream-failure.ts';

type Relayed = { entry: KeyEntry; route: Route; rest: string; client: ClientOrigin; hasBody: boolean };

/** Sends an allowed call to its upstream and its answer back, piece by piece at the pace of the slower side. */
export function relay(gateway: Gateway, call: Call, { entry, route, rest, client, hasBody }: Relayed): void {
  const { exchange } = call;
  const { head } = exchange;
  const { bodyBytes } = gateway.limits;
  const identity = {
    requestId: call.requestId,
    keyId: entry.authority.keyId,
    environment: entry.environment,
    client,
  };
  const sentAt = performance.now();
  let status = 0;
  let over = false;
  gateway.inFlight += 1;

  /** The call is over in one of several ways; the first counts. */
  const finish = (outcome: string) => {
    if (over) return false;
    over = true;
    gateway.inFlight -= 1;
    call.upstreamMs = performance.now() - sentAt;
    if (outcome !== '') call.finish(outcome, status);
    return true;
  };

  const forwarding: Forwarding = gateway.forwarder.send(
    {
      url: upstreamUrl(route, rest, call.query),
      method: head.method,
      headers: upstreamHeaders(head.rawHeaders, identity, route.headers),
      body: hasBody ? counted(call, bodyBytes) : undefined,
    },
    {
      onHead(answer) {
        if (over) return;
        status = answer.status;
        exchange.writeHead({ status, headers: [...answerHeaders(answer.headers), ...call.commonHeaders()] });
      },
      onPiece(piece) {
        call.bytesOut += piece.length;
        return over || exchange.write(piece);
      },
      onEnd() {
        if (finish('ok')) exchange.end();
      },
      onFailure(code) {
        if (finish(''))
          call.deny(code === 'body_too_large' ? { code, fault: tooLarge(bodyBytes) } : { code });
      },
      onBreak() {
        if (finish('upstream_reset')) exchange.destroy();
      },
    },
  );
  exchange.onDrain(() => forwarding.resume());
  exchange.onAbort(breakage => {
    const answerable = status === 0 && breakage !== 'client_gone';
    // Where a client left before its answer, 499 stands for the status it did not get.
    if (status === 0) status = 499;
    // A gateway that stops cuts what is still open: then it was not the client who left.
    const outcome = breakage === 'client_gone' && gateway.draining ? 'unknown' : breakage;
    if (!finish(answerable ? '' : outcome)) return;
    forwarding.cancel();
    if (answerable) call.deny({ code: breakage });
    else if (breakage !== 'client_gone') exchange.destroy();
  });
}

const tooLarge = (limit: number) => `The body has more than ${limit} bytes.`;

/** The body's pieces, counted; one that said no length may still grow too large. */
async function* counted(call: Call, limit: number): AsyncGenerator<Uint8Array> {
  for await (const piece of call.exchange.body()) {
    call.bytesIn += piece.length;
    if (call.bytesIn > limit) throw new BodyTooLargeError();
    yield piece;
  }
}

/** Put together as text: the URL parser would rewrite the path that was authorized. */
function upstreamUrl(route: Route, rest: string, query: string) {
  const base = new URL(route.url);
  const path = `${base.pathname.replace(/\/$/, '')}${rest}`;
  return {
    origin: base.origin,
    hostname: base.hostname,
    path: `${path === '' ? '/' : path}${query === '' ? '' : `?${query}`}`,
  };
}

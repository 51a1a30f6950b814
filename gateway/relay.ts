import type { Relayed } from './admitted.ts';
import type { Call } from './call.ts';
import type { DenialCode } from './denials.ts';
import type { Breakage, ExchangeEvents } from './exchange.ts';
import { objectionNow } from './fence-checks.ts';
import { kind } from './field-kinds.ts';
import type { Forwarding, UpstreamAnswer, UpstreamEvents } from './forward.ts';
import type { Gateway } from './gateway.ts';
import { answerLines, upstreamLines } from './headers.ts';
import { LastBytes } from './last-bytes.ts';
import type { OpenCall } from './open-calls.ts';
import { baseOf, upstreamPath } from './upstream-url.ts';

/** Sends an allowed call to its upstream and its answer back, piece by piece at the pace of the slower side. */
export function relay(gateway: Gateway, call: Call, relayed: Relayed): void {
  const relaying = new Relay(gateway, call, relayed);
  relaying.begin();
}

/** Most answers are something else by their first letter already. */
function isEventStream(type: string | undefined): boolean {
  if (type === undefined || (type.charCodeAt(0) | 0x20) !== 0x74) return false;
  return /^text\/event-stream\b/i.test(type);
}

/** One call between its client and its upstream. It is over in one of several ways; the first counts. */
class Relay implements UpstreamEvents, ExchangeEvents, OpenCall {
  before: OpenCall | undefined;
  next: OpenCall | undefined;
  ofKey: OpenCall['ofKey'];
  readonly #gateway: Gateway;
  readonly #call: Call;
  readonly #relayed: Relayed;
  #sentAt: number | undefined;
  #forwarding: Forwarding | undefined;
  #lastBytes: LastBytes | undefined;
  #status = 0;
  #over = false;
  readonly keyId: string;
  readonly endpointId: string;
  streaming = false;

  constructor(gateway: Gateway, call: Call, relayed: Relayed) {
    this.#gateway = gateway;
    this.#call = call;
    this.#relayed = relayed;
    this.keyId = relayed.entry.authority.keyId;
    this.endpointId = relayed.entry.authority.endpointId;
  }

  begin(): void {
    this.#gateway.inFlight += 1;
    this.#gateway.openCalls.add(this);
    this.#call.exchange.listen(this);
    this.#call.begin(written => {
      if (this.#over) return;
      if (written) this.#forward();
      else if (this.#finish('')) this.#call.deny({ code: 'log_unavailable' });
    });
  }

  objection(): DenialCode | undefined {
    return objectionNow(this.#gateway, this.#relayed, this.#call.exchange.head.method)?.code;
  }

  #forward(): void {
    const { entry, route, rest, client, hasBody, held } = this.#relayed;
    const { exchange, requestId } = this.#call;
    const { head } = exchange;
    const identity = { requestId, keyId: this.keyId, environment: entry.environment, client };
    this.#sentAt = performance.now();
    const base = baseOf(route);
    const forwarding = this.#gateway.forwarder.send(
      {
        place: base.place,
        path: upstreamPath(base, rest, this.#call.query),
        method: head.method,
        lines: upstreamLines(head.fields, identity, route.headers),
        body: hasBody ? { length: held?.length ?? head.fields.contentLength } : undefined,
      },
      this,
    );
    this.#forwarding = forwarding;
    if (!hasBody || this.#over) return;
    if (held === undefined) exchange.readBody();
    else {
      forwarding.write(held);
      forwarding.end();
    }
  }

  /** One that said no length may still grow too large. */
  onBody(piece: Uint8Array): boolean {
    if (this.#over) return true;
    this.#call.bytesIn += piece.length;
    const { bodyBytes } = this.#gateway.limits;
    if (this.#call.bytesIn <= bodyBytes) return this.#forwarding?.write(piece) ?? true;
    this.cut('body_too_large', `The body has more than ${bodyBytes} bytes.`);
    return true;
  }

  onBodyEnd(): void {
    if (!this.#over) this.#forwarding?.end();
  }

  onUpstreamDrain(): void {
    this.#call.exchange.resumeBody();
  }

  onClientDrain(): void {
    this.#forwarding?.resume();
  }

  mayStart(): boolean {
    if (this.#over) return false;
    const denial = this.#gateway.checks.beforeBytes(
      this.#gateway,
      this.#relayed,
      this.#call.exchange.head.method,
    );
    if (denial === undefined) return true;
    if (this.#finish('')) this.#call.deny(denial);
    return false;
  }

  onHead(answer: UpstreamAnswer): void {
    if (this.#over) return;
    const { status, fields } = answer;
    this.#status = status;
    this.streaming = isEventStream(fields.first(kind.contentType));
    this.#lastBytes = new LastBytes(this.#call.exchange, answer);
    const lines = answerLines(fields, status) + this.#call.commonLines();
    const hasLength = status !== 204 && fields.has(kind.contentLength);
    this.#lastBytes.writeHead({ status, lines, hasLength, isDated: fields.has(kind.date) });
  }

  onPiece(piece: Uint8Array): boolean {
    if (this.streaming && !this.#gateway.checks.mayStream(this.#gateway)) this.cut('gateway_not_fresh');
    if (this.#over) return true;
    this.#call.bytesOut += piece.length;
    return this.#lastBytes?.write(piece) ?? true;
  }

  onEnd(): void {
    this.#finish('ok', written => {
      if (written) this.#lastBytes?.end();
      else this.#call.exchange.destroy();
    });
  }

  onFailure(code: DenialCode): void {
    if (this.#finish('')) this.#call.deny({ code });
  }

  onBreak(): void {
    if (this.#finish('upstream_reset')) this.#call.exchange.destroy();
  }

  /** Its authority, or our lease, is gone while it goes on; or its body grew too large. */
  cut(code: DenialCode, fault?: string): void {
    const answered = this.#status !== 0;
    if (!this.#finish(answered ? code : '')) return;
    this.#forwarding?.cancel();
    if (answered) this.#call.exchange.destroy();
    else this.#call.deny({ code, ...(fault !== undefined && { fault }) });
  }

  onAbort(breakage: Breakage): void {
    const answerable = this.#status === 0 && breakage !== 'client_gone';
    // Where a client left before its answer, 499 stands for the status it did not get.
    if (this.#status === 0) this.#status = 499;
    // A gateway that stops cuts what is still open: then it was not the client who left.
    const outcome = breakage === 'client_gone' && this.#gateway.draining ? 'unknown' : breakage;
    if (!this.#finish(answerable ? '' : outcome)) return;
    this.#forwarding?.cancel();
    if (answerable) this.#call.deny({ code: breakage });
    else if (breakage !== 'client_gone') this.#call.exchange.destroy();
  }

  /** False when it was over already. An empty outcome leaves the record to the refusal that follows. */
  #finish(outcome: string, then?: (written: boolean) => void): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#gateway.openCalls.remove(this);
    this.#gateway.inFlight -= 1;
    const now = performance.now();
    if (this.#sentAt !== undefined) this.#call.upstreamMs = now - this.#sentAt;
    if (outcome !== '') this.#call.finish(outcome, this.#status, then, now);
    return true;
  }
}

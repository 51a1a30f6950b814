import { type CallRecord, redactQuery } from '@ck/shared/calls';
import type { EndpointRoute } from '@ck/shared/endpoints';
import type { Permission } from '@ck/shared/permissions';
import { isInOverlap } from './authorize-call.ts';
import { corsHeaders } from './cors.ts';
import { type Denial, renderDenial } from './denials.ts';
import type { Exchange } from './exchange.ts';
import type { Gateway } from './gateway.ts';
import { headerValue } from './header-list.ts';
import type { KeyEntry } from './key-directory.ts';
import { newRequestId } from './request-id.ts';

/** What is known of a call by now; each step adds to it, and its record is made from it once. */
export class Call {
  readonly requestId = newRequestId();
  readonly at = new Date();
  readonly #startedAt = performance.now();
  readonly #gateway: Gateway;
  readonly exchange: Exchange;
  path = '';
  query = '';
  address: string;
  entry: KeyEntry | undefined;
  endpoint: EndpointRoute | undefined;
  needed: Permission | undefined;
  documentRevision: number | undefined;
  /** Known where the call was matched with its document. */
  operationId: string | undefined;
  bytesIn = 0;
  bytesOut = 0;
  upstreamMs: number | undefined;
  #validUntil: Date | undefined;
  /** The newest change that its decision knew of. */
  readonly #epoch: number;
  #ended = false;

  constructor(gateway: Gateway, exchange: Exchange) {
    this.#gateway = gateway;
    this.#epoch = gateway.fence.applied;
    this.exchange = exchange;
    this.address = exchange.head.address;
  }

  /** Answered, refused or left: nothing more may be said. */
  get ended(): boolean {
    return this.#ended;
  }

  /** A call with the old key of a regenerate is told, with each answer, until when that key works. */
  noteOverlap(databaseNow: number): void {
    if (this.entry !== undefined && isInOverlap(this.entry, databaseNow))
      this.#validUntil = this.entry.validUntil;
  }

  /** Headers that every answer has, refusals too. */
  commonHeaders(): string[] {
    const origin = headerValue(this.exchange.head.rawHeaders, 'origin');
    const headers = corsHeaders(this.endpoint?.allowedOrigins ?? '*', origin);
    headers.push('X-Request-Id', this.requestId);
    if (this.#validUntil !== undefined) headers.push('X-Api-Key-Valid-Until', this.#validUntil.toISOString());
    return headers;
  }

  deny(denial: Denial): void {
    const { status, headers, body, close } = renderDenial(denial, this.requestId);
    this.exchange.writeHead({ status, headers: [...headers, ...this.commonHeaders()], close });
    const bodiless = this.exchange.head.method === 'HEAD';
    this.exchange.end(bodiless ? undefined : body);
    if (!bodiless) this.bytesOut += body.length;
    this.finish(denial.code, status);
  }

  /** Counts the call and, when its key is known, records it; only the first outcome counts. */
  finish(outcome: string, status: number): void {
    if (this.#ended) return;
    this.#ended = true;
    const totalMs = performance.now() - this.#startedAt;
    const gatewayMs = Math.max(0, totalMs - (this.upstreamMs ?? 0));
    this.#gateway.metrics.calls.inc({ outcome });
    this.#gateway.metrics.seconds.observe(gatewayMs / 1000);
    if (this.entry !== undefined && outcome !== 'reserved')
      this.#gateway.recorder.add(this.#record(this.entry, outcome, status, gatewayMs));
  }

  #record(
    { authority, environment, generation }: KeyEntry,
    outcome: string,
    status: number,
    gatewayMs: number,
  ) {
    const { head } = this.exchange;
    const record: CallRecord = {
      id: this.requestId,
      at: this.at,
      endpointId: authority.endpointId,
      keyId: authority.keyId,
      environment,
      keyGeneration: generation,
      source: 'app',
      method: head.method,
      path: this.path,
      query: redactQuery(this.query),
      outcome,
      status,
      held: [...authority[environment].permissions],
      bytesIn: this.bytesIn,
      bytesOut: this.bytesOut,
      gatewayMs: round(gatewayMs),
      address: this.address,
      userAgent: (headerValue(head.rawHeaders, 'user-agent') ?? '').slice(0, 256),
      gatewayIncarnation: this.#gateway.incarnation,
      epoch: this.#epoch,
      ...(this.needed !== undefined && { needed: this.needed }),
      ...(this.operationId !== undefined && { operationId: this.operationId.slice(0, 256) }),
      ...(this.documentRevision !== undefined && { documentRevision: this.documentRevision }),
      ...(this.upstreamMs !== undefined && { upstreamMs: round(this.upstreamMs) }),
    };
    return record;
  }
}

const round = (milliseconds: number) => Math.round(milliseconds * 100) / 100;

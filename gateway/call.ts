import { type CallBeginning, type CallEnd, redactQuery } from '@ck/shared/calls';
import type { ConsolePerson } from '@ck/shared/console';
import type { EndpointRoute } from '@ck/shared/endpoints';
import type { Permission } from '@ck/shared/permissions';
import { isInOverlap } from './authorize-call.ts';
import { corsLines } from './cors.ts';
import { type Denial, renderDenial } from './denials.ts';
import type { Exchange } from './exchange.ts';
import { kind } from './field-kinds.ts';
import { linesOf } from './fields.ts';
import type { Gateway } from './gateway.ts';
import type { KeyEntry } from './key-entry.ts';
import { newRequestId } from './request-id.ts';
import type { Begun } from './segments/open-begins.ts';

/** What is known of a call by now; each step adds to it, and its record is made from it once. */
export class Call {
  readonly at = new Date();
  readonly requestId = newRequestId(this.at.getTime());
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
  /** The portal's console sent it, for this person. */
  person: ConsolePerson | undefined;
  bytesIn = 0;
  bytesOut = 0;
  upstreamMs: number | undefined;
  #validUntil: Date | undefined;
  /** The newest change that its decision knew of. */
  readonly #epoch: number;
  /** Both entries of a call name the same one, even where the gateway joined again meanwhile. */
  readonly #incarnation: string;
  /** How it was first written down. */
  #begun: Begun | undefined;
  #ended = false;

  constructor(gateway: Gateway, exchange: Exchange) {
    this.#gateway = gateway;
    this.#epoch = gateway.fence.applied;
    this.#incarnation = gateway.incarnation;
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

  /** Header lines that every answer has, refusals too. */
  commonLines(): string {
    const allowed = this.endpoint?.allowedOrigins ?? '*';
    const origin = allowed === '*' ? undefined : this.exchange.head.fields.first(kind.origin);
    const lines = `${corsLines(allowed, origin)}X-Request-Id: ${this.requestId}\r\n`;
    if (this.#validUntil === undefined) return lines;
    return `${lines}X-Api-Key-Valid-Until: ${this.#validUntil.toISOString()}\r\n`;
  }

  /** Writes down that this call is about to be forwarded; it may be once `then` is told that this is written. */
  begin(then: (written: boolean) => void): void {
    if (this.entry === undefined) throw new Error('a call without a key is not forwarded');
    this.#begun = this.#gateway.recorder.begin(this.#known(this.entry), then);
  }

  deny(denial: Denial): void {
    if (this.#ended) return;
    const answer = renderDenial(denial, this.requestId);
    if (!this.#isBodiless) this.bytesOut += answer.body.length;
    this.finish(denial.code, answer.status, written => {
      if (written) return this.#send(answer);
      // Nobody would ever know of this call: then it has no other answer than that.
      this.#gateway.metrics.count('log_unavailable');
      this.#send(renderDenial({ code: 'log_unavailable' }, this.requestId));
    });
  }

  /**
   * Counts the call and, when its key is known, records it; only the first outcome counts.
   * @param now the instant of its end, by `performance.now()`
   * @param then the last byte of the answer goes out in here, and only when it is told that the record is written
   */
  finish(
    outcome: string,
    status: number,
    then: (written: boolean) => void = () => {},
    now = performance.now(),
  ): void {
    if (this.#ended) return;
    this.#ended = true;
    const gatewayMs = Math.max(0, now - this.#startedAt - (this.upstreamMs ?? 0));
    this.#gateway.metrics.count(outcome);
    this.#gateway.metrics.seconds.observe(gatewayMs / 1000);
    if (this.entry === undefined || outcome === 'reserved') then(true);
    else this.#record(this.entry, this.#end(outcome, status, gatewayMs), then);
  }

  #record(entry: KeyEntry, end: CallEnd, then: (written: boolean) => void): void {
    const { recorder } = this.#gateway;
    if (this.#begun === undefined) recorder.write(this.#known(entry), end, then);
    else recorder.finish(this.#begun, end, then);
  }

  get #isBodiless(): boolean {
    return this.exchange.head.method === 'HEAD';
  }

  #send({ status, headers, body, close }: ReturnType<typeof renderDenial>): void {
    const lines = linesOf(headers) + this.commonLines();
    this.exchange.writeHead({ status, lines, hasLength: true, close });
    this.exchange.end(this.#isBodiless ? undefined : body);
  }

  #end(outcome: string, status: number, gatewayMs: number): CallEnd {
    const { bytesIn, bytesOut, upstreamMs } = this;
    const end: CallEnd = { outcome, status, bytesIn, bytesOut, gatewayMs: round(gatewayMs) };
    if (upstreamMs !== undefined) end.upstreamMs = round(upstreamMs);
    return end;
  }

  #known({ authority, environment, generation }: KeyEntry): CallBeginning {
    const { head } = this.exchange;
    const record: CallBeginning = {
      id: this.requestId,
      at: this.at,
      endpointId: authority.endpointId,
      keyId: authority.keyId,
      environment,
      keyGeneration: generation,
      source: this.person === undefined ? 'app' : 'console',
      method: head.method,
      path: this.path,
      query: redactQuery(this.query),
      held: listOf(authority[environment].permissions),
      bytesIn: this.bytesIn,
      address: this.address,
      userAgent: (head.fields.first(kind.userAgent) ?? '').slice(0, 256),
      gatewayIncarnation: this.#incarnation,
      epoch: this.#epoch,
    };
    if (this.person !== undefined) record.actorId = this.person.accountId;
    if (this.needed !== undefined) record.needed = this.needed;
    if (this.documentRevision !== undefined) record.documentRevision = this.documentRevision;
    if (this.operationId !== undefined) record.operationId = this.operationId.slice(0, 256);
    return record;
  }
}

/** Permissions of a key stay one object until they change. */
const lists = new WeakMap<ReadonlySet<Permission>, readonly Permission[]>();

function listOf(permissions: ReadonlySet<Permission>): readonly Permission[] {
  const known = lists.get(permissions);
  if (known !== undefined) return known;
  const list = [...permissions];
  lists.set(permissions, list);
  return list;
}

const round = (milliseconds: number) => Math.round(milliseconds * 100) / 100;

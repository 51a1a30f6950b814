import type { DenialCode } from '../denials.ts';
import type { RequestHead } from '../exchange.ts';
import { denialOfFault } from '../parser-fault.ts';
import { requestFraming } from './body-framing.ts';
import { ok, paused, requests, skipBody } from './llhttp.ts';
import { MessageParser } from './message-parser.ts';

export type ParsedRequest = RequestHead & {
  address: string;
  /** Bytes of its body are still to come behind the head, as far as the head says. */
  hasBody: boolean;
  /** The client waits to be told to send it. */
  waits: boolean;
  /** Nothing may follow it on its connection (RFC 9112, 9.6), or what follows is another protocol (RFC 9110, 7.8). */
  last: boolean;
};

export type RequestFault = { code: DenialCode; method?: string };

/** Told of requests in the order of their bytes; never while the parser works. */
export type RequestSink = {
  onRequest(request: ParsedRequest): void;
  onBody(piece: Buffer): void;
  onRequestEnd(): void;
};

/** Makes requests of bytes (RFC 9112, 2.2). It stops behind each: nothing is read as a request before it is asked for. */
export class RequestParser extends MessageParser {
  readonly #sink: RequestSink;
  #request: ParsedRequest | undefined;
  /** Whose body is being read. */
  #current: ParsedRequest | undefined;
  /** Why `feed` said no. */
  fault: RequestFault = { code: 'request_malformed' };

  constructor(sink: RequestSink, maxHeadBytes: number) {
    super(requests, maxHeadBytes);
    this.#sink = sink;
  }

  /** @returns how many bytes were taken, at most to the end of one request; or -1, see `fault` */
  feed(bytes: Buffer): number {
    if (this.missing > 0) return this.takeBody(bytes);
    const code = this.run(bytes);
    const { taken } = this;
    const request = this.#request;
    this.#request = undefined;
    if (request !== undefined) {
      this.#current = request;
      this.#sink.onRequest(request);
    }
    this.giveBody(bytes, code);
    if (code === ok || code === paused) return taken;
    this.fault = this.#faultOf(bytes);
    return -1;
  }

  protected headCame(_status: number, upgrade: boolean, keepAlive: boolean): number {
    const { method, target, httpVersion, fields } = this;
    const { framing, waits, closes } = requestFraming(fields, httpVersion);
    this.#request = {
      method,
      target,
      httpVersion,
      fields,
      address: '',
      hasBody: framing !== 0,
      waits,
      last: !keepAlive || closes || upgrade || httpVersion !== '1.1',
    };
    if (typeof framing !== 'number') return ok;
    this.missing = framing;
    return skipBody;
  }

  protected messageCame(): number {
    return paused;
  }

  protected bodyPiece(piece: Buffer): void {
    this.#sink.onBody(piece);
  }

  /**
   * Trailers are dropped (RFC 9112, 7.1.2), and may not say what belongs into a head (RFC 9110, 6.5.1); as parsers differ in
   * what they do of it when one is a Connection, nothing is read behind that.
   */
  protected ended(): void {
    const saysMore = this.trailers.some((name, i) => i % 2 === 0 && name.toLowerCase() === 'connection');
    if (saysMore && this.#current !== undefined) this.#current.last = true;
    this.#current = undefined;
    this.#sink.onRequestEnd();
  }

  #faultOf(bytes: Buffer): RequestFault {
    if (this.faultName === 'target overflow') return { code: 'uri_too_long' };
    if (this.faultName === 'header overflow') return { code: 'headers_too_large' };
    return denialOfFault({ code: this.faultName, rawPacket: bytes });
  }
}

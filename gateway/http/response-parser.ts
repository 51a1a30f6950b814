import { kind } from '../field-kinds.ts';
import type { Fields } from '../fields.ts';
import { responseFraming, saysClose } from './body-framing.ts';
import { ok, paused, responses, skipBody } from './llhttp.ts';
import { MessageParser } from './message-parser.ts';

export type ParsedResponse = {
  status: number;
  fields: Fields;
  /** The upstream keeps the connection open for another request (RFC 9112, 9.3). */
  keepAlive: boolean;
};

/** Told of one answer; never while the parser works. */
export type ResponseSink = {
  onResponse(response: ParsedResponse): void;
  /** The piece is good until this returns. */
  onBody(piece: Buffer): void;
  onResponseEnd(): void;
};

/** As undici and node set it. */
const maxHeadBytes = 16 * 1024;

/** Makes the answers of an upstream of its bytes: one for each time that `expect` was called. */
export class ResponseParser extends MessageParser {
  readonly #sink: ResponseSink;
  #method = '';
  #response: ParsedResponse | undefined;
  /** The head of an answer came whose bytes are not all there. */
  #open = false;

  constructor(sink: ResponseSink) {
    super(responses, maxHeadBytes);
    this.#sink = sink;
  }

  /** The next bytes answer a request with this method: what follows their head depends on it (RFC 9112, 6.3). */
  expect(method: string): void {
    this.#method = method;
  }

  /** @returns how many bytes were taken, at most to the end of one answer; or -1 for what is none */
  feed(bytes: Buffer): number {
    let at = 0;
    while (at < bytes.length) {
      const taken =
        this.missing > 0
          ? this.takeBody(at === 0 ? bytes : bytes.subarray(at))
          : this.#parse(at === 0 ? bytes : bytes.subarray(at));
      if (taken < 0) return -1;
      at += taken;
      if (!this.#open && !this.isInHead) break;
    }
    return at;
  }

  /** The upstream closed its side. @returns whether the answer ends with that (RFC 9112, 8) */
  finish(): boolean {
    if (!this.#open || this.missing > 0 || !this.finishRun()) return false;
    this.#open = false;
    this.#sink.onResponseEnd();
    return true;
  }

  protected headCame(status: number, upgrade: boolean, keepAlive: boolean): number {
    // What is before the answer (RFC 9110, 15.2) is stepped over; another protocol was not asked for.
    if (status < 200) return upgrade || status === 101 ? -1 : skipBody;
    const { fields, httpVersion } = this;
    const framing = responseFraming(this.#method, status, httpVersion, fields);
    // Where the parser sees another framing than these rules, nobody knows where the answer ends.
    const isAsRead = typeof framing === 'number' || (framing === 'toTheEnd') === this.readsToTheEnd;
    if (framing === undefined || !isAsRead) return -1;
    this.#response = {
      status,
      fields,
      keepAlive: keepAlive && !saysClose(fields) && this.#mayFollow(status),
    };
    if (this.#method === 'HEAD') this.#response.keepAlive ||= isKeptExplicitly(fields);
    if (typeof framing !== 'number') return ok;
    this.missing = framing;
    return skipBody;
  }

  protected messageCame(): number {
    // After something that came before the answer.
    return this.#response === undefined && !this.#open ? ok : paused;
  }

  /** A body where none may be would be taken for the next answer. */
  #mayFollow(status: number): boolean {
    return (status !== 204 && status !== 304) || !this.fields.announcesBody;
  }

  #parse(bytes: Buffer): number {
    const code = this.run(bytes);
    const { taken } = this;
    const response = this.#response;
    this.#response = undefined;
    if (response !== undefined) {
      this.#open = true;
      this.#sink.onResponse(response);
    }
    this.giveBody(bytes, code);
    return code === ok || code === paused ? taken : -1;
  }

  protected bodyPiece(piece: Buffer): void {
    this.#sink.onBody(piece);
  }

  protected ended(): void {
    this.#open = false;
    this.#sink.onResponseEnd();
  }
}

function isKeptExplicitly(fields: Fields): boolean {
  return fields.first(kind.connection)?.toLowerCase() === 'keep-alive';
}

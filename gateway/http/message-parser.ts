import { Fields } from '../fields.ts';
import { HeadParts, takeWholeHead } from './head-parts.ts';
import {
  capacity,
  execute,
  faultNames,
  finish,
  forgetMarks,
  llhttp,
  marked,
  marks,
  methodNames,
  ok,
  paused,
  type Reader,
  refused,
  type requests,
  type responses,
  stoppedAt,
} from './llhttp.ts';

const nothing: Buffer = Buffer.alloc(0);
const noFields = new Fields('', []);

/** What every message has: a head in one or many pieces, then maybe a body. Its subclasses know which message it is. */
export abstract class MessageParser implements Reader {
  readonly #pointer: number;
  readonly #maxHeadBytes: number;
  /** What is being read. */
  #input: Buffer = nothing;
  /** Of the head that is being read. */
  protected target = '';
  protected fields = noFields;
  readonly #parts = new HeadParts();
  #headBytes = 0;
  #inBody = false;
  /** Bytes since the last of the body: sizes and extensions of chunks, trailers. */
  #gapBytes = 0;
  #gapFrom = 0;
  /** Pieces of the body in the bytes of the last run: from, to. */
  #pieces: number[] = [];
  /** Of a body with a length: such bytes need no parser. */
  protected missing = 0;
  /** What came behind the body of the message that was read last. */
  protected trailers: string[] = [];
  /** How many bytes the last run took. */
  protected taken = 0;
  /** What the last run that failed said. */
  protected faultName = '';

  constructor(kind: typeof requests | typeof responses, maxHeadBytes: number) {
    this.#pointer = llhttp.llhttp_alloc(kind);
    this.#maxHeadBytes = maxHeadBytes;
  }

  /** A head has begun and is not whole. */
  get isInHead(): boolean {
    return !this.#inBody && this.#headBytes > 0;
  }

  /** To be called once, and nothing afterwards. */
  free(): void {
    llhttp.llhttp_free(this.#pointer);
  }

  /** @returns `ok` when all was taken, `paused` behind a message; else `faultName` says what is wrong */
  protected run(bytes: Buffer): number {
    const input = bytes.length > capacity ? bytes.subarray(0, capacity) : bytes;
    this.#input = input;
    this.#gapFrom = 0;
    const code = execute(this.#pointer, input, this);
    this.taken = code === ok ? input.length : stoppedAt(this.#pointer);
    if (code === paused) llhttp.llhttp_resume(this.#pointer);
    else if (code !== ok) this.#fail(code);
    if (code === ok && this.#inBody) {
      this.#gapBytes += input.length - this.#gapFrom;
      this.#parts.take(this.#input);
    }
    if (code === ok && !this.#inBody) {
      this.#headBytes += input.length;
      this.#parts.take(this.#input);
      if (this.#headBytes > this.#maxHeadBytes) return this.#fail(refused);
    }
    forgetMarks();
    return code;
  }

  /** The peer will send nothing more. @returns whether the message may end here */
  protected finishRun(): boolean {
    const code = finish(this.#pointer, this);
    return code === ok || code === paused;
  }

  protected get method(): string {
    return methodNames.get(llhttp.llhttp_get_method(this.#pointer)) ?? '';
  }

  /** The body goes on until the connection ends, as far as the head says. */
  protected get readsToTheEnd(): boolean {
    return llhttp.llhttp_message_needs_eof(this.#pointer) === 1;
  }

  protected get httpVersion(): string {
    const [major, minor] = [
      llhttp.llhttp_get_http_major(this.#pointer),
      llhttp.llhttp_get_http_minor(this.#pointer),
    ];
    return major === 1 && minor === 1 ? '1.1' : `${major}.${minor}`;
  }

  /** @returns `ok` where llhttp shall read the body, `skipBody` where none follows or somebody else counts it */
  protected abstract headCame(status: number, upgrade: boolean, keepAlive: boolean): number;
  /** @returns `paused` to stop here, `ok` to go on with the next message */
  protected abstract messageCame(): number;

  protected abstract bodyPiece(piece: Buffer): void;
  /** The message is whole, and everything of it was given. */
  protected abstract ended(): void;

  /** Of a body with a length. @returns how many bytes were taken */
  protected takeBody(bytes: Buffer): number {
    const taken = Math.min(bytes.length, this.missing);
    this.missing -= taken;
    this.bodyPiece(taken === bytes.length ? bytes : bytes.subarray(0, taken));
    if (this.missing === 0) this.ended();
    return taken;
  }

  /** What the last run found of a body, then its end if that was there. */
  protected giveBody(bytes: Buffer, code: number): void {
    if (this.#pieces.length > 0) {
      const pieces = this.#pieces;
      this.#pieces = [];
      for (let i = 0; i < pieces.length; i += 2) this.bodyPiece(bytes.subarray(pieces[i], pieces[i + 1]));
    }
    if (code === paused && this.missing === 0) this.ended();
  }

  /** @internal */
  headIsWhole(status: number, upgrade: boolean, keepAlive: boolean): number {
    this.#gapFrom = marked === 0 ? 0 : (marks[marked - 1] ?? 0);
    const headBytes = this.#headBytes + this.#gapFrom;
    const mayBeWhole = this.#headBytes === 0 && headBytes <= this.#maxHeadBytes;
    const whole = mayBeWhole ? takeWholeHead(this.#input) : undefined;
    if (whole === undefined) this.#parts.take(this.#input);
    this.#headBytes = headBytes;
    if (headBytes > this.#maxHeadBytes) return refused;
    this.target = whole?.target ?? this.#parts.target;
    this.fields = whole?.fields ?? Fields.of(this.#parts.list);
    this.#inBody = true;
    this.#gapBytes = 0;
    const answer = this.headCame(status, upgrade, keepAlive);
    this.target = '';
    this.fields = noFields;
    this.#parts.clear();
    return answer;
  }

  /** @internal */
  bodyCame(from: number, to: number): number {
    this.#gapBytes += from - this.#gapFrom;
    // Extensions and trailers are dropped (RFC 9112, 7.1.1, 7.1.2), so nobody needs many of them.
    if (this.#gapBytes > this.#maxHeadBytes) return refused;
    this.#gapBytes = 0;
    this.#gapFrom = to;
    this.#pieces.push(from, to);
    return ok;
  }

  /** @internal */
  messageIsWhole(): number {
    this.#parts.take(this.#input);
    this.trailers = this.#parts.clear();
    this.#inBody = false;
    this.#headBytes = 0;
    return this.messageCame();
  }

  #fail(code: number): number {
    const isOverflow = this.#headBytes > this.#maxHeadBytes;
    const { list, target } = this.#parts;
    const ofTarget = list.length === 0 || target.length > this.#maxHeadBytes;
    const fault = faultNames.get(code) ?? 'HPE_USER';
    this.faultName = !isOverflow ? fault : ofTarget ? 'target overflow' : 'header overflow';
    forgetMarks();
    return refused;
  }
}

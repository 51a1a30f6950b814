import { createRequire } from 'node:module';

/**
 * llhttp, node's own parser, as the WebAssembly build that undici carries. undici is pinned to one version, and a test
 * fails when the path or a byte of the build changes. All flags of leniency stay off.
 */
const require = createRequire(import.meta.url);
export const buildPath = 'undici/lib/llhttp/llhttp_simd-wasm.js';
/** SHA-256 of the build that these rules were tried with. */
export const buildDigest = '18403ee56fab07f89a845028bad358bb3ebcda213f8e2ec0989a991e9c33da69';

const constants: {
  ERROR: Record<string, number>;
  METHODS: Record<string, number>;
} = require('undici/lib/llhttp/constants.js');
const faultNames = new Map(Object.entries(constants.ERROR).map(([name, code]) => [code, `HPE_${name}`]));
const methodNames = new Map(Object.entries(constants.METHODS).map(([name, code]) => [code, name]));

/** What the parser answers to `execute`, and what its callbacks may answer. */
export const ok = 0;
export const skipBody = 1;
export const paused = 21;
const refused = -1;

const url = 0;
const field = 1;
const value = 2;

type Llhttp = {
  memory: { readonly buffer: ArrayBuffer };
  _initialize?(): void;
  malloc(bytes: number): number;
  llhttp_alloc(kind: number): number;
  llhttp_free(parser: number): void;
  llhttp_execute(parser: number, at: number, length: number): number;
  llhttp_finish(parser: number): number;
  llhttp_resume(parser: number): void;
  llhttp_get_error_pos(parser: number): number;
  llhttp_get_method(parser: number): number;
  llhttp_get_http_major(parser: number): number;
  llhttp_get_http_minor(parser: number): number;
  llhttp_message_needs_eof(parser: number): number;
};

/** As much of it as is used here; the types of node and of this language version have none. */
type WebAssemblyApi = {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { exports: unknown };
};

/** Parsing is synchronous and never calls anybody outside of this file and its subclasses: one run at a time. */
let current: MessageParser;
let input: Buffer;
/** Parts of the head in `input`: what they are, from, to. As many as a read can have, so that it never grows. */
const marks = new Int32Array(3 * 64 * 1024);
let marked = 0;

const mark = (kind: number) => (_: number, at: number, length: number) => {
  marks[marked] = kind;
  marks[marked + 1] = at - base;
  marks[marked + 2] = at - base + length;
  marked += 3;
  return ok;
};

const { Instance, Module } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
const instance = new Instance(new Module(require(buildPath)), {
  env: {
    wasm_on_message_begin: () => ok,
    wasm_on_status: () => ok,
    wasm_on_url: mark(url),
    wasm_on_header_field: mark(field),
    wasm_on_header_value: mark(value),
    wasm_on_headers_complete: (_: number, status: number, upgrade: number, keepAlive: number) =>
      current.headIsWhole(status, upgrade === 1, keepAlive === 1),
    wasm_on_body: (_: number, at: number, length: number) => current.bodyCame(at - base, at - base + length),
    wasm_on_message_complete: () => current.messageIsWhole(),
  },
});
const llhttp = instance.exports as Llhttp;
llhttp._initialize?.();

/** As much as one read of a socket brings. */
const capacity = 64 * 1024;
const base = llhttp.malloc(capacity);
let memory = new Uint8Array(llhttp.memory.buffer, base, capacity);

export const requests = 1;
export const responses = 2;

/** What every message has: a head in one or many pieces, then maybe a body. Its subclasses know which message it is. */
export abstract class MessageParser {
  readonly #pointer: number;
  readonly #maxHeadBytes: number;
  /** Of the head that is being read. */
  protected target = '';
  protected fields: string[] = [];
  #lastKind = value;
  #headBytes = 0;
  #inBody = false;
  /** Bytes since the last of the body: sizes and extensions of chunks, trailers. */
  #gapBytes = 0;
  #gapFrom = 0;
  /** Pieces of the body in the bytes of the last run: from, to. */
  protected pieces: number[] = [];
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
    input = bytes.length > capacity ? bytes.subarray(0, capacity) : bytes;
    if (memory.buffer !== llhttp.memory.buffer) memory = new Uint8Array(llhttp.memory.buffer, base, capacity);
    memory.set(input);
    current = this;
    this.#gapFrom = 0;
    const code = llhttp.llhttp_execute(this.#pointer, base, input.length);
    this.taken = code === ok ? input.length : llhttp.llhttp_get_error_pos(this.#pointer) - base;
    if (code === paused) llhttp.llhttp_resume(this.#pointer);
    else if (code !== ok) this.#fail(code);
    if (code === ok && this.#inBody) {
      this.#gapBytes += input.length - this.#gapFrom;
      this.#takeMarks();
    }
    if (code === ok && !this.#inBody) {
      this.#headBytes += input.length;
      this.#takeMarks();
      if (this.#headBytes > this.#maxHeadBytes) return this.#fail(refused);
    }
    marked = 0;
    return code;
  }

  /** The peer will send nothing more. @returns whether the message may end here */
  protected finishRun(): boolean {
    current = this;
    const code = llhttp.llhttp_finish(this.#pointer);
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

  /** @internal */
  headIsWhole(status: number, upgrade: boolean, keepAlive: boolean): number {
    this.#gapFrom = marked === 0 ? 0 : (marks[marked - 1] ?? 0);
    this.#takeMarks();
    this.#headBytes += this.#gapFrom;
    if (this.#headBytes > this.#maxHeadBytes) return refused;
    trimValues(this.fields);
    this.#inBody = true;
    this.#gapBytes = 0;
    const answer = this.headCame(status, upgrade, keepAlive);
    this.fields = [];
    this.#lastKind = value;
    return answer;
  }

  /** @internal */
  bodyCame(from: number, to: number): number {
    this.#gapBytes += from - this.#gapFrom;
    // Extensions and trailers are dropped (RFC 9112, 7.1.1, 7.1.2), so nobody needs many of them.
    if (this.#gapBytes > this.#maxHeadBytes) return refused;
    this.#gapBytes = 0;
    this.#gapFrom = to;
    this.pieces.push(from, to);
    return ok;
  }

  /** @internal */
  messageIsWhole(): number {
    this.#takeMarks();
    this.trailers = this.fields;
    this.#inBody = false;
    this.#headBytes = 0;
    this.target = '';
    this.fields = [];
    this.#lastKind = value;
    return this.messageCame();
  }

  #fail(code: number): number {
    const isOverflow = this.#headBytes > this.#maxHeadBytes;
    const ofTarget = this.fields.length === 0 || this.target.length > this.#maxHeadBytes;
    const fault = faultNames.get(code) ?? 'HPE_USER';
    this.faultName = !isOverflow ? fault : ofTarget ? 'target overflow' : 'header overflow';
    marked = 0;
    return refused;
  }

  /** A part that was split between two runs comes as two of the same kind. */
  #takeMarks(): void {
    if (marked === 0) return;
    const start = marks[1] ?? 0;
    const text = input.toString('latin1', start, marks[marked - 1]);
    for (let i = 0; i < marked; i += 3) {
      const kind = marks[i] ?? url;
      const part = text.slice((marks[i + 1] ?? 0) - start, (marks[i + 2] ?? 0) - start);
      if (kind === url) this.target += part;
      else if (kind === this.#lastKind) this.fields[this.fields.length - 1] += part;
      else this.fields.push(part);
      if (kind !== url) this.#lastKind = kind;
    }
    marked = 0;
  }
}

/** Whitespace around a value is no part of it (RFC 9112, 5.1); llhttp leaves what follows it. */
function trimValues(fields: string[]): void {
  for (let i = 1; i < fields.length; i += 2) {
    const text = fields[i] ?? '';
    let end = text.length;
    while (end > 0 && isBlank(text.charCodeAt(end - 1))) end -= 1;
    if (end < text.length) fields[i] = text.slice(0, end);
  }
}

const isBlank = (code: number) => code === 0x20 || code === 0x09;

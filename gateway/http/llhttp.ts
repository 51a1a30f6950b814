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
export const faultNames = new Map(
  Object.entries(constants.ERROR).map(([name, code]) => [code, `HPE_${name}`]),
);
export const methodNames = new Map(Object.entries(constants.METHODS).map(([name, code]) => [code, name]));

/** What the parser answers to `execute`, and what its callbacks may answer. */
export const ok = 0;
export const skipBody = 1;
export const paused = 21;
export const refused = -1;

/** Kinds of marks. */
export const url = 0;
export const field = 1;
export const value = 2;

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

/** Who is told of a run while it goes on. */
export type Reader = {
  headIsWhole(status: number, upgrade: boolean, keepAlive: boolean): number;
  /** From, to: of what is read. */
  bodyCame(from: number, to: number): number;
  messageIsWhole(): number;
};

/** Parsing is synchronous, and its readers call no other: one run at a time. */
let current: Reader;
/** Parts of the head in what is read: what they are, from, to. As many as a read can have, so that it never grows. */
export const marks = new Int32Array(3 * 64 * 1024);
/** How much of `marks` is filled. */
export let marked = 0;

export function forgetMarks(): void {
  marked = 0;
}

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
export const llhttp = instance.exports as Llhttp;
llhttp._initialize?.();

/** As much as one read of a socket brings. */
export const capacity = 64 * 1024;
const base = llhttp.malloc(capacity);
let memory = new Uint8Array(llhttp.memory.buffer, base, capacity);

export const requests = 1;
export const responses = 2;

/** Reads at most `capacity` bytes. @returns llhttp's code */
export function execute(parser: number, bytes: Buffer, reader: Reader): number {
  // When its memory grows, for another parser, what was a view of it has no length any more.
  if (memory.length === 0) memory = new Uint8Array(llhttp.memory.buffer, base, capacity);
  memory.set(bytes);
  current = reader;
  return llhttp.llhttp_execute(parser, base, bytes.length);
}

/** Says that nothing more comes. @returns llhttp's code */
export function finish(parser: number, reader: Reader): number {
  current = reader;
  return llhttp.llhttp_finish(parser);
}

/** Where the last run stopped, in what it read. */
export const stoppedAt = (parser: number): number => llhttp.llhttp_get_error_pos(parser) - base;

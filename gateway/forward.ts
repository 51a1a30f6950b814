import type { DenialCode } from './denials.ts';
import type { Fields } from './fields.ts';
import type { Limits } from './limits.ts';

/** Where an upstream is. One object for all requests to it, until its address changes. */
export type UpstreamPlace = { origin: string; hostname: string; host: string };

export type UpstreamAnswer = { status: number; fields: Fields };

export type UpstreamRequest = {
  place: UpstreamPlace;
  /** Goes out as it is: nothing may rewrite what was authorized. */
  path: string;
  method: string;
  /** Header fields, each a line with its end; without Host and without what frames the body. */
  lines: string;
  /** Whether a body follows by `write` and `end`, and how many bytes it has where that is known. */
  body: { length: number | undefined } | undefined;
};

/** What becomes of a forwarded call, told in order: a head, pieces, and one of end, failure or break. */
export type UpstreamEvents = {
  /** Asked right before the head goes on the wire, at each try; false: nothing is sent, and nothing more is told. */
  mayStart(): boolean;
  onHead(answer: UpstreamAnswer): void;
  /** The piece is good until this returns. False asks for a pause until `resume` is called. */
  onPiece(piece: Uint8Array): boolean;
  onEnd(): void;
  /** Nothing was answered yet. */
  onFailure(code: DenialCode): void;
  /** The answer broke off after its head. */
  onBreak(): void;
  /** More of the body may come. */
  onUpstreamDrain(): void;
};

/** One call on its way to its upstream. */
export type Forwarding = {
  /** A piece of the body; it is free again on return. False when the upstream is slower: wait for `onUpstreamDrain`. */
  write(piece: Uint8Array): boolean;
  /** The body is whole. */
  end(): void;
  resume(): void;
  cancel(): void;
};

/** The connections to upstreams, through which calls are sent without following redirects. */
export type Forwarder = {
  /** Sends one call. One without a body that may be repeated is sent again once, when a connection died unanswered. */
  send(request: UpstreamRequest, events: UpstreamEvents): Forwarding;
  close(): Promise<void>;
};

export type ForwarderMeans = {
  allowLoopback: boolean;
  limits: Limits;
  /** Asked in the instant before a head goes on the wire, whatever was said before. */
  mayWrite(): boolean;
};

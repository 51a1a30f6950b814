/** The small interface between the steps of a call and whatever speaks HTTP. Neither side sees the other's objects. */
import type { Fields } from './fields.ts';

export type RequestHead = {
  method: string;
  /** As it stood in the request line. */
  target: string;
  httpVersion: string;
  fields: Fields;
  address: string;
};

export type ResponseHead = {
  status: number;
  /** Its header fields, each a line with its end; without what frames the body but its length. */
  lines: string;
  /** There is a Content-Length among them. */
  hasLength: boolean;
  /** There is a Date among them: that of the upstream counts. */
  isDated?: boolean;
  /** The connection ends with this answer: nobody could say where a next request would begin. */
  close?: boolean;
};

/** Why an exchange cannot go on, seen from the client's side. */
export type Breakage =
  /** Its connection is closed: nobody is there to be answered. */
  | 'client_gone'
  /** The body broke its framing (RFC 9112, 7.1) or came too slowly: there is somebody to be told. */
  | 'request_malformed'
  | 'request_timeout';

/** Told of what comes from the client, and of its pace. */
export type ExchangeEvents = {
  /** A piece of the body, good until this returns. False asks for a pause, until `resumeBody`. */
  onBody(piece: Uint8Array): boolean;
  onBodyEnd(): void;
  /** The client has taken what it was given: go on. */
  onClientDrain(): void;
  /** Called at most once, when the exchange breaks before the answer ended. */
  onAbort(breakage: Breakage): void;
};

/** One call on the wire. */
export type Exchange = {
  readonly head: RequestHead;
  /** Whoever listens last hears of everything. */
  listen(events: ExchangeEvents): void;
  /** Asks for the body (a client that sent Expect waits for this): its pieces come from now on, the first maybe at once. */
  readBody(): void;
  resumeBody(): void;
  writeHead(head: ResponseHead): void;
  /** The piece is free again on return. False when the client is slower than we are: wait for `onClientDrain`. */
  write(piece: Uint8Array): boolean;
  /** Keeps the last piece of the answer until `end`; the head may wait for it. The piece is free again on return. */
  hold(piece: Uint8Array): void;
  /** Sends what was held, or this piece, and ends the answer. */
  end(piece?: Uint8Array): void;
  /** Breaks the connection, so that the client cannot take a part for the whole. */
  destroy(): void;
};

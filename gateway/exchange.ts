/** The small interface between the steps of a call and whatever speaks HTTP. Neither side sees the other's objects. */

export type RequestHead = {
  method: string;
  /** As it stood in the request line. */
  target: string;
  httpVersion: string;
  /** Name, value, name, value; in order, names as sent. */
  rawHeaders: readonly string[];
  address: string;
};

export type ResponseHead = {
  status: number;
  headers: readonly string[];
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

/** One call on the wire. */
export type Exchange = {
  readonly head: RequestHead;
  /** Asks for the body (a client that sent Expect waits for this) and gives its pieces as fast as they are taken. */
  body(): AsyncIterable<Uint8Array>;
  writeHead(head: ResponseHead): void;
  /** False when the client is slower than we are: wait for `onDrain` before the next piece. */
  write(piece: Uint8Array): boolean;
  onDrain(resume: () => void): void;
  /** The rest of the answer comes with `end`, at once: the head may wait for it. */
  willEnd(): void;
  end(piece?: Uint8Array): void;
  /** Breaks the connection, so that the client cannot take a part for the whole. */
  destroy(): void;
  /** Called at most once, when the exchange breaks before the answer ended. */
  onAbort(cancel: (breakage: Breakage) => void): void;
};

import { Socket } from 'node:net';

/** What node's own sockets write with. There is no other way to it, so its shape is looked at before it is used. */
type Streams = {
  WriteWrap: new () => WriteRequest;
  streamBaseState: Int32Array;
  kLastWriteWasAsync: number;
};
type WriteRequest = { oncomplete?: (status: number) => void; kept?: Uint8Array | string };
type Handle = {
  writeBuffer(request: WriteRequest, bytes: Uint8Array): number;
  writeLatin1String(request: WriteRequest, text: string): number;
};

const streams = findStreams();
/** Handed to each write; one that has to wait keeps it, and the next gets another. */
let request: WriteRequest | undefined = streams && new streams.WriteWrap();

/** Undefined in a version of node that writes in another way: then sockets are written to as streams. */
function findStreams(): Streams | undefined {
  const { binding } = process as unknown as { binding?: (name: string) => Partial<Streams> };
  try {
    const found = binding?.('stream_wrap');
    const { WriteWrap, streamBaseState, kLastWriteWasAsync } = found ?? {};
    if (typeof WriteWrap !== 'function' || typeof kLastWriteWasAsync !== 'number') return undefined;
    return streamBaseState instanceof Int32Array
      ? { WriteWrap, streamBaseState, kLastWriteWasAsync }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether writes go straight to the system here. */
export const isDirect = streams !== undefined;

/**
 * The writing side of a socket. As long as the system takes everything at once, as it nearly always does, a write is one
 * call to it: without a stream's bookkeeping, an object and a later turn. What it does not take waits in the same queue as
 * what is written to the socket itself, so that the order stays.
 */
export class Wire {
  readonly #socket: Socket;
  readonly #drained: () => void;
  readonly #handle: Handle | undefined;
  /** Bytes in the system's queue that no stream knows of. */
  #queued = 0;

  /** @param drained told when everything that had to wait is with the system */
  constructor(socket: Socket, drained: () => void) {
    this.#socket = socket;
    this.#drained = drained;
    this.#handle = handleOf(socket);
    socket.on('drain', () => this.#taken(0));
  }

  /** Bytes that it was given and the system has not taken yet: they must stay as they are. */
  get pendingBytes(): number {
    return this.#socket.writableLength + this.#queued;
  }

  /** The peer is slower, and has not taken up yet. */
  get isBehind(): boolean {
    return this.#queued > 0 || this.#socket.writableNeedDrain;
  }

  /** @returns false when the peer is slower: `drained` is told later */
  write(bytes: Uint8Array): boolean {
    const handle = this.#directHandle();
    if (handle === undefined || request === undefined) return this.#socket.write(bytes) && this.#queued === 0;
    return this.#written(handle.writeBuffer(request, bytes), bytes);
  }

  /** A text in Latin-1. */
  writeText(text: string): boolean {
    const handle = this.#directHandle();
    if (handle === undefined || request === undefined)
      return this.#socket.write(text, 'latin1') && this.#queued === 0;
    return this.#written(handle.writeLatin1String(request, text), text);
  }

  /** Undefined while something waits in the stream, and once it was ended or is gone. */
  #directHandle(): Handle | undefined {
    const socket = this.#socket;
    const isOpen = socket.writable && socket.writableLength === 0 && handleInside(socket) === this.#handle;
    return isOpen ? this.#handle : undefined;
  }

  #written(error: number, given: Uint8Array | string): boolean {
    if (error !== 0) {
      this.#socket.destroy(Object.assign(new Error('write'), { errno: error }));
      return true;
    }
    const waits = request;
    if (streams?.streamBaseState[streams.kLastWriteWasAsync] === 0 || waits === undefined) return true;
    request = streams && new streams.WriteWrap();
    waits.kept = given;
    this.#queued += given.length;
    waits.oncomplete = status => {
      if (status < 0) this.#socket.destroy(Object.assign(new Error('write'), { errno: status }));
      this.#taken(given.length);
    };
    return false;
  }

  #taken(bytes: number): void {
    this.#queued -= bytes;
    if (this.#queued === 0 && !this.#socket.writableNeedDrain && !this.#socket.destroyed) this.#drained();
  }
}

function handleInside(socket: Socket): unknown {
  return (socket as unknown as { _handle?: unknown })._handle;
}

/** Of node's plain sockets only: those of TLS have more to do than to write. */
function handleOf(socket: Socket): Handle | undefined {
  if (streams === undefined || Object.getPrototypeOf(socket) !== Socket.prototype) return undefined;
  const handle = handleInside(socket) as Partial<Handle> | null | undefined;
  const isKnown = typeof handle?.writeBuffer === 'function' && typeof handle.writeLatin1String === 'function';
  return isKnown ? (handle as Handle) : undefined;
}

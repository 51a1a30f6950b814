import { type Server, Socket } from 'node:net';

/** Read into by all connections, one after the other: what is kept of it is copied before the next read. */
export const readBuffer = Buffer.allocUnsafeSlow(64 * 1024);

/** What node keeps of a connection beside what it documents. */
type Inside = { _handle?: object | null; _server?: Server | null };

const handles = (handle: object): boolean =>
  'useUserBuffer' in handle && typeof handle.useUserBuffer === 'function';

/**
 * A connection that a server has accepted and not read of yet (`pauseOnConnect`), as a socket whose bytes are looked at
 * where the system put them: without memory, a stream and an event for each read. Node offers that (`onread`) for sockets
 * that one makes, so one is made around the same handle, and the server counts it instead of its own. Where a socket is
 * not one of node's plain ones (TLS, tests), its stream is read.
 * @param read given bytes that are good until it returns; told of nothing else
 */
export function readInPlace(socket: Socket, read: (bytes: Buffer) => void): Socket {
  const before = socket as Socket & Inside;
  const { _handle: handle, _server: server } = before;
  const isPlain = Object.getPrototypeOf(socket) === Socket.prototype;
  if (!isPlain || handle === null || handle === undefined || server == null || !handles(handle)) {
    socket.on('data', read);
    return socket.isPaused() ? socket.resume() : socket;
  }
  const onread = {
    buffer: readBuffer,
    callback(length: number, buffer: Uint8Array): boolean {
      read(buffer.subarray(0, length) as Buffer);
      return true;
    },
  };
  before._handle = null;
  before._server = null;
  const options = { handle, onread, allowHalfOpen: socket.allowHalfOpen };
  const own: Socket & Inside = new Socket(options as ConstructorParameters<typeof Socket>[0]);
  own._server = server;
  return own;
}

import type { Socket } from 'node:net';

/** The last look at the lease said no: the head of a call was not written. */
export class NotFreshError extends Error {
  override readonly name = 'NotFreshError';
}

/**
 * Asks once more in the instant before the head of a call is handed to the system: undici works on it for a while after
 * it asked us, and a process can be stopped there for longer than its lease. What is left is the system call itself.
 */
export function guardHeads(socket: Socket, mayWrite: () => boolean): void {
  const write: (...given: unknown[]) => boolean = socket.write.bind(socket) as never;
  const guarded = (...given: unknown[]) => {
    if (!isHead(given[0]) || mayWrite()) return write(...given);
    socket.destroy(new NotFreshError('the lease ended before the head was written'));
    return false;
  };
  socket.write = guarded as typeof socket.write;
}

/** undici writes a head as text that begins with the method (RFC 9112, 3); bodies are bytes, sizes of chunks begin with CRLF. */
function isHead(written: unknown): boolean {
  return typeof written === 'string' && /^[A-Z]/.test(written);
}

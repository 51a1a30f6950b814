import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

const patienceMs = 10_000;

/** A connection on which a test says exactly which bytes go out, and waits for what comes back. */
export function openConnection(address: string, { allowHalfOpen = false } = {}) {
  const { hostname, port } = new URL(address);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen });
  let text = '';
  let failure: Error | undefined;
  socket.on('data', piece => {
    text += piece.toString('latin1');
  });
  socket.on('error', error => {
    failure = error;
  });
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()));

  /** Waits until what came in matches; fails when the connection closes before. */
  async function until(pattern: RegExp): Promise<string> {
    const late = AbortSignal.timeout(patienceMs);
    while (!pattern.test(text)) {
      if (socket.destroyed) throw new Error(`closed after ${JSON.stringify(text.slice(0, 500))}`);
      await Promise.race([once(socket, 'data', { signal: late }).catch(() => late.throwIfAborted()), closed]);
    }
    return text;
  }

  return {
    socket,
    closed,
    until,
    send: (bytes: string) => void socket.write(bytes, 'latin1'),
    text: () => text,
    failure: () => failure,
    /** What the gateway answered, one status each. */
    statuses: () => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status)),
    close: () => void socket.destroy(),
  };
}

/** An upstream that speaks bytes; `speak` is called with each connection once its first bytes are in. */
export async function startByteUpstream(speak: (socket: Socket, received: string) => void) {
  let connections = 0;
  const server = createServer(socket => {
    connections += 1;
    socket.on('error', () => {});
    socket.once('data', bytes => speak(socket, bytes.toString('latin1')));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return {
    address: `http://127.0.0.1:${port}`,
    connections: () => connections,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  };
}

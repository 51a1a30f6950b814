import { createHash } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { connect, createServer, Socket } from 'node:net';
import { relative } from 'node:path';

/** Somebody else's until it exits, and it did not within the time we had. */
export class HeldError extends Error {
  override readonly name = 'HeldError';
}

export type Hold = { release(): Promise<void> };
type Listening = { close(): Promise<void> };

/** The system's limit for a socket's address (unix(7)), less its closing zero. */
const maxAddressBytes = 107;
const turnMs = 1_000;

/**
 * Takes a place for this process alone, by a unix socket that it listens on: the system gives it up in the very instant in
 * which a process ends, however it ends, and a process that merely stands still keeps it.
 * @throws HeldError when its owner is still there after `patienceMs`
 */
export async function hold(path: string, patienceMs: number): Promise<Hold> {
  const address = addressOf(path);
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const taken = await oneAtATime(path, () => take(address));
    if (!(taken instanceof Socket)) return { release: taken.close };
    if (!(await leaves(taken, deadline - performance.now())))
      throw new HeldError(`${path} is held by another process`);
  }
}

/** Clears away what a dead owner left lying. @returns a connection to the owner, where it lives */
async function take(address: string): Promise<Listening | Socket> {
  for (;;) {
    const listening = await listen(address);
    if (listening !== undefined) return listening;
    const owner = await reach(address);
    if (owner !== undefined) return owner;
    await unlink(address).catch(ifGone);
  }
}

/**
 * Two that come at once must not clear each other away. The name of this socket is no file: the system forgets it with its
 * process. Elsewhere than on Linux there are no such names, and no data folder of a production gateway.
 */
async function oneAtATime<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  if (process.platform !== 'linux') return await work();
  const name = `\0ck-hold-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`;
  for (;;) {
    const turn = await listen(name);
    if (turn === undefined) {
      const other = await reach(name);
      if (other !== undefined) await leaves(other, turnMs);
      continue;
    }
    try {
      return await work();
    } finally {
      await turn.close();
    }
  }
}

function addressOf(path: string): string {
  const fromHere = relative(process.cwd(), path);
  const address = fromHere.length < path.length ? fromHere : path;
  if (Buffer.byteLength(address) > maxAddressBytes)
    throw new Error(`${path} is too long for a socket: choose a shorter data folder`);
  return address;
}

/** Undefined when something lies there already. */
function listen(address: string): Promise<Listening | undefined> {
  const waiting = new Set<Socket>();
  const server = createServer(socket => {
    waiting.add(socket.unref().on('error', () => {}));
    socket.once('close', () => waiting.delete(socket));
  });
  /** Whoever waits for us is let go, and tries to take the place. */
  async function close(): Promise<void> {
    const closed = new Promise<void>(resolve => server.close(() => resolve()));
    for (const socket of waiting) socket.destroy();
    await closed;
  }
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => {
      server.unref();
      resolve({ close });
    });
  });
}

/** Undefined when nobody listens there. */
function reach(address: string): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(address, () => resolve(socket));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? resolve(undefined) : reject(error),
    );
  });
}

/** The connection breaks when its owner exits. */
async function leaves(owner: Socket, withinMs: number): Promise<boolean> {
  const left = await new Promise<boolean>(resolve => {
    const timer = setTimeout(() => resolve(false), Math.max(0, withinMs));
    owner.on('error', () => {});
    owner.once('close', () => {
      clearTimeout(timer);
      resolve(true);
    });
    owner.resume();
  });
  owner.destroy();
  return left;
}

function ifGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

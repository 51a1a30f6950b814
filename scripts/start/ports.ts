import { createServer } from 'node:net';

const host = '127.0.0.1';
const lastPort = 65_535;

/**
 * A free port for each name: the wanted one, or the next free one after it. The names get different ports. 0 asks the
 * system for any.
 */
export async function choosePorts<Name extends string>(
  wanted: Readonly<Record<Name, number>>,
): Promise<Record<Name, number>> {
  const chosen: Record<string, number> = {};
  const given = new Set<number>();
  for (const [name, port] of Object.entries<number>(wanted)) {
    const free = await nextFree(port, given);
    given.add(free);
    chosen[name] = free;
  }
  return chosen;
}

async function nextFree(wanted: number, given: ReadonlySet<number>): Promise<number> {
  for (let port = wanted; port <= lastPort; port += 1) {
    if (given.has(port)) continue;
    const free = await tryPort(port);
    if (free !== undefined && !given.has(free)) return free;
    if (wanted === 0) port -= 1;
  }
  throw new Error(`No port from ${wanted} on is free.`);
}

/** The port, when this process may listen on it. */
function tryPort(port: number): Promise<number | undefined> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      const free = typeof address === 'object' && address !== null ? address.port : undefined;
      server.close(() => resolve(free));
    });
  });
}

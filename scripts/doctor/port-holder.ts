import { readdir, readFile, readlink } from 'node:fs/promises';

type Holder = { pid: number; command: string };

const listening = '0A';
const longestCommand = 60;

/** Who listens on a local port; undefined where the system does not tell us, as for another person's process. */
export async function holderOf(port: number): Promise<Holder | undefined> {
  const sockets = await listeningSockets(port);
  if (sockets.size === 0) return undefined;
  const entries = await readdir('/proc').catch(() => []);
  for (const pid of entries.filter(name => /^\d+$/.test(name))) {
    if (!(await holdsOne(pid, sockets))) continue;
    const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return { pid: Number(pid), command: words.split('\0').join(' ').trim().slice(-longestCommand) };
  }
  return undefined;
}

/** Linux tells in a table: local address, state and socket number among others, ports in hexadecimal. */
async function listeningSockets(port: number): Promise<Set<string>> {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  const sockets = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const rows = (await readFile(table, 'utf8').catch(() => '')).split('\n').slice(1);
    for (const row of rows) {
      const [, local = '', , state, , , , , , socket] = row.trim().split(/\s+/);
      if (local.endsWith(`:${wanted}`) && state === listening) sockets.add(`socket:[${socket}]`);
    }
  }
  return sockets;
}

async function holdsOne(pid: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
  for (const file of files) {
    const target = await readlink(`/proc/${pid}/fd/${file}`).catch(() => '');
    if (sockets.has(target)) return true;
  }
  return false;
}

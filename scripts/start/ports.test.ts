import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { choosePorts } from './ports.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function occupied(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('choosing ports', () => {
  it('keeps a free port', async () => {
    const { any } = await choosePorts({ any: 0 });
    expect(await choosePorts({ portal: any })).toEqual({ portal: any });
  });

  it('takes a later one when the wanted one is taken', async () => {
    const taken = await occupied();
    const { portal } = await choosePorts({ portal: taken });
    expect(portal).toBeGreaterThan(taken);
  });

  it('gives no port twice', async () => {
    const { free } = await choosePorts({ free: 0 });
    const { portal, gateway, bot } = await choosePorts({ portal: free, gateway: free, bot: 0 });
    expect(new Set([portal, gateway, bot]).size).toBe(3);
  });

  it('says so when none is left', async () => {
    await expect(choosePorts({ portal: 65_536 })).rejects.toThrow('No port from 65536 on is free.');
  });
});

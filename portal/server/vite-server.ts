import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import type { RequestHandler } from 'express';
import { domainOutside } from './domain-outside.ts';

export type ViteServer = {
  middleware: RequestHandler;
  /** The portal as its sources are now. */
  build(): Promise<ServerBuild>;
  close(): Promise<void>;
};

/** For `npm run dev`: the portal from its sources, reloaded in the browser as they change. */
export async function startVite(server: Server): Promise<ViteServer> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  // A development dependency: not there in production.
  const { createServer } = await import('vite');
  const vite = await createServer({
    root,
    configFile: `${root}vite.config.ts`,
    appType: 'custom',
    plugins: [domainOutside()],
    server: { middlewareMode: true, hmr: { server } },
  });
  return {
    middleware: vite.middlewares,
    build: async () => (await vite.ssrLoadModule('virtual:remix/server-build')) as ServerBuild,
    close: () => vite.close(),
  };
}

import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { connectDatabase, disconnectDatabase } from '@ck/shared/database';
import { settleChanges } from '@ck/shared/fence';
import { announceReady, createLog, onShutdown, SettingsError } from '@ck/shared/process';
import type { ServerBuild } from '@remix-run/node';
import mongoose from 'mongoose';
import { type PortalSettings, portalSettings } from './app/config.server.ts';
import { createApp } from './server/create-app.ts';
import { startVite } from './server/vite-server.ts';

const log = createLog('portal');

async function start(settings: PortalSettings): Promise<void> {
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 15_000 });
  const vite = process.env.NODE_ENV === 'development' ? await startVite(server) : undefined;
  // Importing the build brings the models in, whose collections and indexes connecting makes.
  const build: ServerBuild = await (vite?.build() ??
    import(new URL('./build/server/index.js', import.meta.url).href));
  await connectDatabase(settings.mongodbUri);
  const closing = new AbortController();
  const app = createApp({
    closing: closing.signal,
    build: vite?.build ?? build,
    vite: vite?.middleware,
    clientFolder: fileURLToPath(new URL('./build/client', import.meta.url)),
    portalUrl: settings.portalUrl,
    isHealthy: () => mongoose.connection.readyState === mongoose.ConnectionStates.connected,
    onError: error => log.error(error, 'request failed'),
  });
  server.on('request', app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, resolve);
  });
  log.info({ host: settings.host, port: settings.port, url: settings.portalUrl }, 'the portal serves');
  announceReady();

  onShutdown(async reason => {
    log.info({ reason }, 'the portal ends');
    closing.abort();
    const closed = new Promise<void>(resolve => server.close(() => resolve()));
    // A browser's connection stays open after its last answer; it must not hold the end up.
    const sweep = setInterval(() => server.closeIdleConnections(), 100);
    await closed;
    clearInterval(sweep);
    await settleChanges();
    await vite?.close();
    await disconnectDatabase();
  }, 15_000);
}

try {
  await start(portalSettings());
} catch (error) {
  if (error instanceof SettingsError) console.error(error.message);
  else log.fatal(error, 'the portal could not start');
  process.exit(1);
}

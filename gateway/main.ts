import cluster from 'node:cluster';
import { connectDatabase, disconnectDatabase } from '@ck/shared/database';
import { announceReady, createLog, onShutdown, SettingsError } from '@ck/shared/process';
import { type GatewayProcessSettings, readGatewaySettings } from './config.ts';
import { createAdminServer, createClusterMetrics } from './metrics.ts';
import { holdFolder } from './segments/slots.ts';
import { listen, startGateway } from './start-gateway.ts';
import { startWorkers } from './workers.ts';

/** One gateway, or with GATEWAY_WORKERS the parent of several on the same port. */
async function main(): Promise<void> {
  const settings = readGatewaySettings(process.env);
  if (cluster.isPrimary) await holdFolder(settings.spool.directory);
  if (settings.workers > 1 && cluster.isPrimary) await runParent(settings);
  else await runGateway(settings);
  announceReady();
}

async function runGateway(settings: GatewayProcessSettings): Promise<void> {
  await connectDatabase(settings.mongodbUri);
  const gateway = await startGateway(settings);
  onShutdown(async () => {
    await gateway.close();
    await disconnectDatabase();
  });
}

/** Serves the metrics of all its workers, and nothing else. */
async function runParent({ workers: count, adminPort }: GatewayProcessSettings): Promise<void> {
  const log = createLog('gateway');
  const tellPids = () => process.send?.({ type: 'pids', pids: [process.pid, ...workers.pids()] });
  const workers = startWorkers(count, log, tellPids, () => process.exit(1));
  const admin = createAdminServer(createClusterMetrics());
  onShutdown(async () => {
    admin.close();
    await workers.stop();
  });
  await listen(admin, { port: adminPort, host: '127.0.0.1' });
  await workers.ready;
}

main().catch(error => {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exit(1);
});

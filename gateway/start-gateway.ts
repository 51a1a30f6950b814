import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLog, type VersionedSecret } from '@ck/shared/process';
import { CallRecorder } from './call-recorder.ts';
import type { TrustedProxies } from './client-address.ts';
import { Forwarder } from './forward.ts';
import type { Gateway } from './gateway.ts';
import { handleRequest } from './handle-request.ts';
import { createHttpServer } from './http-server.ts';
import { KeyDirectory } from './key-directory.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { createAdminServer, createMetrics } from './metrics.ts';
import { newRequestId } from './request-id.ts';

export type GatewaySettings = {
  port: number;
  host: string;
  adminPort: number;
  pepper: VersionedSecret;
  upstreamMaster: VersionedSecret;
  trustedProxies: TrustedProxies;
  allowLoopback: boolean;
  limits?: Partial<Limits>;
};

/** Loads all keys, then listens. The database must be connected already. */
export async function startGateway(settings: GatewaySettings) {
  const log = createLog('gateway');
  const limits = { ...defaultLimits, ...settings.limits };
  const directory = new KeyDirectory({ ...settings, log });
  const recorder = new CallRecorder(log);
  const forwarder = new Forwarder({ allowLoopback: settings.allowLoopback, limits });
  const gateway: Gateway = {
    directory,
    forwarder,
    recorder,
    metrics: createMetrics({
      keys: () => directory.size,
      queued: () => recorder.queued,
      lost: () => recorder.lost,
      inFlight: () => gateway.inFlight,
    }),
    log,
    trustedProxies: settings.trustedProxies,
    incarnation: newRequestId(),
    limits,
    inFlight: 0,
    draining: false,
  };
  await directory.open();
  const count = (outcome: string) => gateway.metrics.calls.inc({ outcome });
  const server = createHttpServer(exchange => handleRequest(gateway, exchange), count, limits);
  const admin = createAdminServer(gateway.metrics);
  const address = await listen(server, settings.port, settings.host);
  const adminAddress = await listen(admin, settings.adminPort, '127.0.0.1');

  /** Stops accepting, lets calls under way end within `drainMs`, cuts the rest, stores their records. */
  async function close(): Promise<void> {
    gateway.draining = true;
    await Promise.all([closed(server, limits.drainMs), closed(admin, 0)]);
    await forwarder.close();
    await recorder.close();
    await directory.close();
  }
  return { address, adminAddress, directory, recorder, close };
}

async function listen(server: Server, port: number, host: string): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const bound = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${bound.port}`;
}

/** An event stream has no end of its own: what is still open after `drainMs` is cut. */
async function closed(server: Server, drainMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), drainMs);
  await new Promise<void>(resolve => server.close(() => resolve()));
  clearTimeout(cut);
}

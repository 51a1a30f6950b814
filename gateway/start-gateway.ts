import type { AddressInfo, Server } from 'node:net';
import type { Server as TlsServer } from 'node:tls';
import type { EndpointRoute } from '@ck/shared/endpoints';
import { defaultTiming, FenceMember, type FenceTiming, type MemberOptions } from '@ck/shared/fence';
import { createLog, type VersionedSecret } from '@ck/shared/process';
import { CallRecorder, type Recorder, type RecorderSettings } from './call-recorder.ts';
import { type CertificateFiles, CertificateWatch, readCertificate } from './certificate.ts';
import type { TrustedProxies } from './client-address.ts';
import { Documents } from './documents.ts';
import { type FenceChecks, fenceChecks } from './fence-checks.ts';
import type { Gateway } from './gateway.ts';
import { handleRequest } from './handle-request.ts';
import type { ClosableServer } from './http/fast-server.ts';
import { type HttpLayerName, httpLayers } from './http-layers.ts';
import { KeyDirectory } from './key-directory.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { createAdminServer, createMetrics } from './metrics.ts';
import { OpenCalls } from './open-calls.ts';

export type GatewaySettings = {
  port: number;
  host: string;
  adminPort: number;
  mongodbUri: string;
  /** What speaks HTTP on both sides. */
  http?: HttpLayerName;
  /** With them the port speaks TLS. */
  tls?: CertificateFiles;
  /** How receipts call this process. */
  name: string;
  timing?: FenceTiming;
  /** Other processes listen on the same port. */
  sharesPort?: boolean;
  /** Whether it serves its metrics itself; on unless said otherwise. */
  servesAdmin?: boolean;
  pepper: VersionedSecret;
  upstreamMaster: VersionedSecret;
  consoleSecret?: VersionedSecret;
  trustedProxies: TrustedProxies;
  allowLoopback: boolean;
  /** Where calls are written down before they are stored. */
  spool: RecorderSettings;
  limits?: Partial<Limits>;
  /** For the campaign and the benchmarks, which take away one part at a time. */
  mutation?: Pick<MemberOptions, 'steps' | 'open'> & { checks?: FenceChecks; recorder?: Recorder };
};

/**
 * Takes its slot of the data folder with what was left there, joins the fence with all keys in memory, then listens. The
 * database must be connected already.
 * @throws HeldError when another process has the slot; what `readCertificate` throws
 */
export async function startGateway(settings: GatewaySettings) {
  const log = createLog('gateway');
  const limits = { ...defaultLimits, ...settings.limits };
  const { checks = fenceChecks, recorder: other, ...memberMutation } = settings.mutation ?? {};
  const openCalls: OpenCalls = new OpenCalls(() => checks.mayStream(gateway));
  const documents = new Documents(log);
  const onRoute = (route: EndpointRoute) => documents.prepare(route);
  const directory = new KeyDirectory({ ...settings, log, onRoute }, refs => openCalls.review(refs));
  const fence = new FenceMember({
    uri: settings.mongodbUri,
    name: settings.name,
    entities: directory,
    log,
    timing: settings.timing ?? defaultTiming,
    ...memberMutation,
  });
  const tls = settings.tls && readCertificate(settings.tls);
  const scheme = tls === undefined ? 'http' : 'https';
  const recorder: Recorder = other ?? (await CallRecorder.open({ ...settings.spool, log }));
  const layer = httpLayers[settings.http ?? 'node'];
  const forwarder = layer.createForwarder({
    allowLoopback: settings.allowLoopback,
    limits,
    mayWrite: () => checks.beforeWrite(gateway),
  });
  const gateway: Gateway = {
    directory,
    documents,
    fence,
    openCalls,
    checks,
    forwarder,
    recorder,
    metrics: createMetrics({
      keys: () => directory.size,
      unreadable: () => directory.unreadable,
      fence: () => fence.state,
      recorder: () => recorder.state,
      inFlight: () => gateway.inFlight,
    }),
    log,
    trustedProxies: settings.trustedProxies,
    scheme,
    consoleSecret: settings.consoleSecret,
    get incarnation() {
      return fence.incarnation;
    },
    limits,
    inFlight: 0,
    draining: false,
  };
  await fence.start();
  const server = layer.createServer(
    exchange => handleRequest(gateway, exchange),
    gateway.metrics.count,
    limits,
    tls,
  );
  // With `tls` either layer made a server of node:tls.
  const certificate = settings.tls && new CertificateWatch(settings.tls, server as unknown as TlsServer, log);
  const admin = createAdminServer(gateway.metrics.registry);
  const { port, host, sharesPort = false, servesAdmin = true } = settings;
  // Where the system cannot share a port, the parent's socket is shared by node's cluster.
  const at = { port, host, reusePort: sharesPort && canReusePort };
  const address = await listen(server, at, scheme);
  const adminAddress = servesAdmin
    ? await listen(admin, { port: settings.adminPort, host: '127.0.0.1' })
    : undefined;

  /** G6: stops accepting, lets calls under way end within `drainMs`, cuts the rest, leaves, stores their records. */
  async function close(): Promise<void> {
    gateway.draining = true;
    certificate?.close();
    await Promise.all([closed(server, limits.drainMs), servesAdmin && closed(admin, 0)]);
    openCalls.close();
    await forwarder.close();
    await Promise.all([fence.stop(), recorder.close()]);
  }
  return { address, adminAddress, directory, fence, recorder, close };
}

const canReusePort = process.platform === 'linux';

/** @returns the address it listens on */
export async function listen(
  server: Server,
  at: { port: number; host: string; reusePort?: boolean },
  scheme: 'http' | 'https' = 'http',
): Promise<string> {
  const { host } = at;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(at, resolve);
  });
  const bound = server.address() as AddressInfo;
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${bound.port}`;
}

/** An event stream has no end of its own: what is still open after `drainMs` is cut. */
async function closed(server: ClosableServer, drainMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), drainMs);
  await new Promise<void>(resolve => server.close(() => resolve()));
  clearTimeout(cut);
}

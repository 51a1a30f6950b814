import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { defaultTiming } from '@ck/shared/fence';
import { deployment, mongodbUri, port, readSettings, versionedSecret } from '@ck/shared/process';
import { z } from 'zod';
import { parseTrustedProxies } from './client-address.ts';
import { defaultHttpLayer, httpLayerNames } from './http-layers.ts';

const milliseconds = z.coerce.number().int().min(10).max(600_000);

const schema = z
  .object({
    DEPLOYMENT: deployment,
    GATEWAY_PORT: port.default(4000),
    GATEWAY_HOST: z.string().default('127.0.0.1'),
    GATEWAY_ADMIN_PORT: port.default(4001),
    /** What speaks HTTP: node's own layers, or ours on its sockets. */
    GATEWAY_HTTP: z.enum(httpLayerNames).default(defaultHttpLayer),
    /** Both of them make the port speak TLS; without them something in front of it does, or nobody. */
    GATEWAY_TLS_CERT: z.string().min(1).optional(),
    GATEWAY_TLS_KEY: z.string().min(1).optional(),
    MONGODB_URI: mongodbUri,
    PEPPER: versionedSecret,
    UPSTREAM_MASTER: versionedSecret,
    CONSOLE_SECRET: versionedSecret,
    /** How many processes serve the port; each is a member of the fence. */
    GATEWAY_WORKERS: z.coerce.number().int().min(1).max(64).default(1),
    /** Which of them this is; set by their parent. */
    GATEWAY_WORKER: z.coerce.number().int().default(0),
    /** Call records wait here until they are stored: a folder of its own for each gateway, on a disk that lasts. */
    GATEWAY_DATA: z.string().min(1).default('.data/gateway'),
    GATEWAY_SPOOL_MIB: z.coerce.number().int().min(1).max(1_048_576).default(1024),
    GATEWAY_NAME: z.string().max(80).default(hostname()),
    FENCE_LEASE_MS: milliseconds.default(defaultTiming.leaseMs),
    FENCE_HEARTBEAT_MS: milliseconds.default(defaultTiming.heartbeatMs),
    FENCE_GUARD_MS: milliseconds.default(defaultTiming.guardMs),
    TRUSTED_PROXIES: z.string().default('').transform(readNetworks),
  })
  .refine(
    ({ GATEWAY_TLS_CERT: cert, GATEWAY_TLS_KEY: key }) => (cert === undefined) === (key === undefined),
    {
      path: ['GATEWAY_TLS_KEY'],
      message: 'must be set together with GATEWAY_TLS_CERT',
    },
  );

/** The gateway's settings. @throws SettingsError listing all faults */
export function readGatewaySettings(environment: NodeJS.ProcessEnv) {
  const settings = readSettings(schema, environment);
  return {
    port: settings.GATEWAY_PORT,
    host: settings.GATEWAY_HOST,
    adminPort: settings.GATEWAY_ADMIN_PORT,
    http: settings.GATEWAY_HTTP,
    ...(settings.GATEWAY_TLS_CERT !== undefined &&
      settings.GATEWAY_TLS_KEY !== undefined && {
        tls: { certFile: settings.GATEWAY_TLS_CERT, keyFile: settings.GATEWAY_TLS_KEY },
      }),
    mongodbUri: settings.MONGODB_URI,
    pepper: settings.PEPPER,
    upstreamMaster: settings.UPSTREAM_MASTER,
    consoleSecret: settings.CONSOLE_SECRET,
    trustedProxies: settings.TRUSTED_PROXIES,
    workers: settings.GATEWAY_WORKERS,
    // Its parent serves the metrics of all.
    servesAdmin: settings.GATEWAY_WORKER === 0,
    sharesPort: settings.GATEWAY_WORKERS > 1,
    name:
      settings.GATEWAY_WORKER === 0
        ? settings.GATEWAY_NAME
        : `${settings.GATEWAY_NAME}/${settings.GATEWAY_WORKER}`,
    timing: {
      leaseMs: settings.FENCE_LEASE_MS,
      heartbeatMs: settings.FENCE_HEARTBEAT_MS,
      guardMs: settings.FENCE_GUARD_MS,
    },
    spool: {
      directory: resolve(settings.GATEWAY_DATA),
      slot: { number: Math.max(1, settings.GATEWAY_WORKER), count: settings.GATEWAY_WORKERS },
      quotaBytes: (settings.GATEWAY_SPOOL_MIB * 1024 * 1024) / settings.GATEWAY_WORKERS,
    },
    allowLoopback: settings.DEPLOYMENT === 'development',
  };
}

export type GatewayProcessSettings = ReturnType<typeof readGatewaySettings>;

function readNetworks(text: string, context: z.RefinementCtx) {
  try {
    return parseTrustedProxies(text);
  } catch {
    context.addIssue('must list addresses or networks, such as 10.0.0.0/8, 192.0.2.7');
    return z.NEVER;
  }
}

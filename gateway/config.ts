import { deployment, mongodbUri, port, readSettings, versionedSecret } from '@ck/shared/process';
import { z } from 'zod';
import { parseTrustedProxies } from './client-address.ts';

const schema = z.object({
  DEPLOYMENT: deployment,
  GATEWAY_PORT: port.default(4000),
  GATEWAY_HOST: z.string().default('127.0.0.1'),
  GATEWAY_ADMIN_PORT: port.default(4001),
  MONGODB_URI: mongodbUri,
  PEPPER: versionedSecret,
  UPSTREAM_MASTER: versionedSecret,
  TRUSTED_PROXIES: z.string().default('').transform(readNetworks),
});

/** The gateway's settings. @throws SettingsError listing all faults */
export function readGatewaySettings(environment: NodeJS.ProcessEnv) {
  const settings = readSettings(schema, environment);
  return {
    port: settings.GATEWAY_PORT,
    host: settings.GATEWAY_HOST,
    adminPort: settings.GATEWAY_ADMIN_PORT,
    mongodbUri: settings.MONGODB_URI,
    pepper: settings.PEPPER,
    upstreamMaster: settings.UPSTREAM_MASTER,
    trustedProxies: settings.TRUSTED_PROXIES,
    allowLoopback: settings.DEPLOYMENT === 'development',
  };
}

function readNetworks(text: string, context: z.RefinementCtx) {
  try {
    return parseTrustedProxies(text);
  } catch {
    context.addIssue('must list addresses or networks, such as 10.0.0.0/8, 192.0.2.7');
    return z.NEVER;
  }
}

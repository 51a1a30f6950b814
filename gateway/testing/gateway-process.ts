import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { VersionedSecret } from '@ck/shared/process';
import { testSecrets } from '@ck/shared/testing/builders';
import { databaseUri } from '@ck/shared/testing/database';
import { layerUnderTest } from './http-layer.ts';

/** A gateway as a process of its own, on a port and a data folder that stay the same. */
export class GatewayProcess {
  readonly #environment: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  readonly address: string;

  static async onFreePort(dataFolder: string, environment: NodeJS.ProcessEnv = {}): Promise<GatewayProcess> {
    return new GatewayProcess(await freePort(), dataFolder, environment);
  }

  private constructor(port: number, dataFolder: string, environment: NodeJS.ProcessEnv) {
    this.address = `http://127.0.0.1:${port}`;
    this.#environment = {
      ...{ PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'silent', DEPLOYMENT: 'development' },
      ...{ GATEWAY_PORT: String(port), GATEWAY_ADMIN_PORT: '0', MONGODB_URI: databaseUri() },
      ...{ GATEWAY_NAME: 'killed', GATEWAY_DATA: dataFolder, GATEWAY_HTTP: layerUnderTest },
      // A dead one is waited for by changes: shortly.
      ...{ FENCE_LEASE_MS: '2000', FENCE_HEARTBEAT_MS: '200' },
      PEPPER: secretText(testSecrets.pepper),
      UPSTREAM_MASTER: secretText(testSecrets.upstreamMaster),
      CONSOLE_SECRET: secretText(testSecrets.consoleSecret),
      ...environment,
    };
  }

  async start(): Promise<void> {
    const child = fork(join(import.meta.dirname, '../main.ts'), {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: this.#environment,
    });
    this.#child = child;
    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`the gateway ended with ${code}`);
      }),
    ]);
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

function secretText({ versions }: VersionedSecret): string {
  return [...versions].map(([version, bytes]) => `${version}:${bytes.toString('base64url')}`).join(',');
}

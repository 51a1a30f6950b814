import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FenceTiming } from '@ck/shared/fence';
import { defaultHttpLayer } from '../../gateway/http-layers.ts';
import { choosePorts } from '../start/ports.ts';
import { endsWithin, until } from './clock.ts';
import type { DatabaseProxy } from './database-proxy.ts';
import type { GatewayOrder } from './gateway-order.ts';

/** One that waits for a database that never comes back must not hold everything else up. */
const drainLimitMs = 20_000;

export type GatewayMeans = {
  name: string;
  /** How its member reaches the database. */
  uri: string;
  directUri: string;
  timing: FenceTiming;
  secrets: Record<string, string>;
  /** Where it writes its calls down. */
  folder: string;
  mutant?: string;
};

/** One gateway process of the campaign. */
export class GatewayProcess {
  readonly means: GatewayMeans;
  readonly port: number;
  readonly proxy: DatabaseProxy | undefined;
  /** Whether callers send to it: what a load balancer would know. */
  inRotation = false;
  #child: ChildProcess | undefined;
  #output = '';

  private constructor(means: GatewayMeans, port: number, proxy: DatabaseProxy | undefined) {
    this.means = means;
    this.port = port;
    this.proxy = proxy;
  }

  static async start(means: GatewayMeans, proxy?: DatabaseProxy): Promise<GatewayProcess> {
    const { port } = await choosePorts({ port: 0 });
    const gateway = new GatewayProcess(means, port, proxy);
    await gateway.start();
    return gateway;
  }

  /** 0 while it does not run. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get name(): string {
    return this.means.name;
  }

  async start(): Promise<void> {
    const { name, uri, directUri, timing, secrets, folder, mutant = '' } = this.means;
    const child = fork(join(import.meta.dirname, 'gateway-process.ts'), {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...{ PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', LOG_LEVEL: 'warn' },
        ...{ DEPLOYMENT: 'development', GATEWAY_NAME: name, GATEWAY_ADMIN_PORT: '0', GATEWAY_DATA: folder },
        ...{ GATEWAY_PORT: String(this.port), MONGODB_URI: uri, CAMPAIGN_DIRECT_URI: directUri },
        FENCE_LEASE_MS: String(timing.leaseMs),
        FENCE_HEARTBEAT_MS: String(timing.heartbeatMs),
        FENCE_GUARD_MS: String(timing.guardMs),
        CAMPAIGN_MUTANT: mutant,
        GATEWAY_HTTP: process.env.GATEWAY_HTTP ?? defaultHttpLayer,
        ...secrets,
      },
    });
    this.#child = child;
    this.#output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', piece => {
        this.#output = (this.#output + piece).slice(-20_000);
      });
    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => {
        throw new Error(`${name} ended at its start:\n${this.#output}`);
      }),
    ]);
    this.inRotation = true;
  }

  order(order: GatewayOrder): void {
    // One that has just died takes no orders; the round notices that by itself.
    this.#child?.send(order, () => {});
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(name);
  }

  /** Takes it out of the rotation, ends it, and waits for its end. */
  async end(name: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.inRotation = false;
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill(name);
    if (await endsWithin(drainLimitMs, ended)) return;
    child.kill('SIGKILL');
    await ended;
  }

  async isReady(): Promise<boolean> {
    return await fetch(`http://127.0.0.1:${this.port}/_/ready`, { signal: AbortSignal.timeout(1_000) }).then(
      async response => {
        await response.arrayBuffer();
        return response.status === 200;
      },
      () => false,
    );
  }

  async ready(): Promise<void> {
    await until(`${this.name} is ready\n${this.#output}`, () => this.isReady(), 30_000);
  }
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import type { CallRecorder } from '../../gateway/call-recorder.ts';
import { defaultHttpLayer } from '../../gateway/http-layers.ts';
import { choosePorts } from '../../scripts/start/ports.ts';

const connections = 32;

/** What came of some calls: how many were answered with 200. */
export type Burst = { answered: number; refused: number; seconds: number };

/** One gateway process of this benchmark, and partner apps that call it as fast as it answers. */
export class MeasuredGateway {
  readonly #child: ChildProcess;
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: connections });

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.#port = port;
  }

  static async start(environment: Record<string, string>): Promise<MeasuredGateway> {
    const { port } = await choosePorts({ port: 0 });
    const child = fork(join(import.meta.dirname, 'gateway-process.ts'), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        ...{ PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'silent', DEPLOYMENT: 'development' },
        ...{
          GATEWAY_PORT: String(port),
          GATEWAY_ADMIN_PORT: '0',
          GATEWAY_HTTP: process.env.GATEWAY_HTTP ?? defaultHttpLayer,
        },
        ...environment,
      },
    });
    await once(child, 'message');
    return new MeasuredGateway(child, port);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async state(): Promise<CallRecorder['state']> {
    const answer = once(this.#child, 'message') as Promise<[{ state: CallRecorder['state'] }]>;
    this.#child.send('state');
    return (await answer)[0].state;
  }

  /** Calls until `enough` says so. */
  async burst(
    path: string,
    key: string,
    enough: (answered: number, seconds: number) => boolean,
  ): Promise<Burst> {
    const began = performance.now();
    const seconds = () => (performance.now() - began) / 1000;
    let answered = 0;
    let refused = 0;
    const loop = async () => {
      while (!enough(answered + refused, seconds())) {
        if ((await this.#call(path, key)) === 200) answered += 1;
        else refused += 1;
      }
    };
    await Promise.all(Array.from({ length: connections }, loop));
    return { answered, refused, seconds: seconds() };
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }

  #call(path: string, key: string): Promise<number> {
    return new Promise(resolve => {
      const options = { host: '127.0.0.1', port: this.#port, path, agent: this.#agent };
      const sent = request({ ...options, headers: { 'X-Api-Key': key } }, response => {
        response.resume();
        response.once('close', () => resolve(response.statusCode ?? 0));
      });
      sent.on('error', () => resolve(0));
      sent.end();
    });
  }
}

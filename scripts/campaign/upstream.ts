import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Hit } from './history.ts';

type Said = { type: 'ready'; port: number } | { type: 'hits'; hits: Hit[] };

/** The recording upstream, in a process of its own so that nobody's load delays what it writes down. */
export class Upstream {
  readonly #child: ChildProcess;
  readonly port: number;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  static async start(): Promise<Upstream> {
    const child = fork(join(import.meta.dirname, 'upstream-process.ts'));
    const [said] = (await once(child, 'message')) as [Said];
    if (said.type !== 'ready') throw new Error('the upstream did not start');
    return new Upstream(child, said.port);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  address(place: string): string {
    return `http://127.0.0.1:${this.port}/${place}`;
  }

  /** What arrived since the last time. */
  async take(): Promise<Hit[]> {
    const answer = once(this.#child, 'message');
    this.#child.send('take');
    const [said] = (await answer) as [Said];
    return said.type === 'hits' ? said.hits : [];
  }

  stop(): void {
    this.#child.kill();
  }
}

import { join } from 'node:path';
import { Child } from './child.ts';

export type LoadOrder = {
  port: number;
  connections: number;
  /** Sent in turns. */
  requests: readonly string[];
  calls: number;
  /** Instead of so many calls. */
  seconds?: number;
  /** At a fixed rate: latency then counts from when a call was due. */
  perSecond?: number;
  bodyBytes: number;
};

export type LoadResult = {
  answered: number;
  refused: number;
  /** Another length than it should have, or a connection that broke. */
  wrong: number;
  seconds: number;
  milliseconds: number[];
};

/** The process from which the load comes. */
export class Load {
  readonly #child: Child;

  private constructor(child: Child) {
    this.#child = child;
  }

  static async start(): Promise<Load> {
    return new Load(await Child.start(join(import.meta.dirname, 'load-process.ts')));
  }

  get pid(): number {
    return this.#child.pid;
  }

  async run(order: LoadOrder): Promise<LoadResult> {
    return (await this.#child.ask<{ result: LoadResult }>(order)).result;
  }

  async stop(): Promise<void> {
    await this.#child.stop();
  }
}

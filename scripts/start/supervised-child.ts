import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { z } from 'zod';
import { type ChildLog, lastWords, openChildLog } from './child-log.ts';

export type ChildSpec = {
  name: string;
  /** The TypeScript file that is its main. */
  file: string;
  environment: NodeJS.ProcessEnv;
  /** Layers stop from the highest down: what others lean on stops last. */
  layer: number;
};

/** How patient the supervisor is, in milliseconds. */
export type Patience = {
  firstDelay: number;
  longestDelay: number;
  window: number;
  deaths: number;
  ready: number;
  stop: number;
};

export const usualPatience: Patience = {
  firstDelay: 200,
  longestDelay: 5_000,
  window: 60_000,
  deaths: 5,
  ready: 90_000,
  stop: 30_000,
};

export type ChildEvents = {
  say(line: string): void;
  /** It was started, became ready or died: other pids hold now. */
  changed(): void;
  gaveUp(reason: string): void;
  /** A life of it begins, which logs here. */
  logs(log: ChildLog): void;
};

const message = z.union([
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('pids'), pids: z.array(z.number()) }),
]);

/** One child through all its lives: started again when it dies, until it dies too often or is stopped. */
export class SupervisedChild {
  readonly spec: ChildSpec;
  readonly #logFolder: string;
  readonly #events: ChildEvents;
  readonly #patience: Patience;
  readonly #ready = Promise.withResolvers<void>();
  readonly #stopped = Promise.withResolvers<void>();
  #process: ChildProcess | undefined;
  #ownChildren: number[] = [];
  #deaths: number[] = [];
  #restart: NodeJS.Timeout | undefined;
  #stopping = false;
  /** The life that is ended in favour of the next, and is not to be mourned. */
  #replaced: ChildProcess | undefined;
  #renewing: Promise<void> | undefined;

  constructor(spec: ChildSpec, logFolder: string, events: ChildEvents, patience: Patience) {
    this.spec = spec;
    this.#logFolder = logFolder;
    this.#events = events;
    this.#patience = patience;
    // A failed start is told through `gaveUp` as well; nobody may be waiting here.
    this.#ready.promise.catch(() => {});
  }

  /** Resolves when the child serves for the first time. */
  start(): Promise<void> {
    this.#live();
    return this.#ready.promise;
  }

  /** What it has itself started comes first: there the work is done. */
  pids(): number[] {
    const own = this.#process?.pid;
    return own === undefined ? [] : [...this.#ownChildren, own];
  }

  /** SIGTERM, and SIGKILL when it does not end. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restart);
    if (this.#process === undefined) return;
    const child = this.#process;
    const patience = setTimeout(() => {
      this.#events.say(`${this.spec.name} did not stop within ${this.#patience.stop / 1000} s and is ended`);
      child.kill('SIGKILL');
    }, this.#patience.stop);
    child.kill('SIGTERM');
    await this.#stopped.promise;
    clearTimeout(patience);
  }

  /** Ends this life and begins another; also after it was given up. Asked while it is at it, it does so once more after. */
  async renew(): Promise<void> {
    await this.#renewing;
    if (this.#stopping) return;
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = undefined;
    });
    await this.#renewing;
  }

  async #renew(): Promise<void> {
    clearTimeout(this.#restart);
    this.#deaths = [];
    const ended = Promise.withResolvers<void>();
    if (this.#process === undefined) ended.resolve();
    else this.#process.once('exit', () => ended.resolve());
    this.#replaced = this.#process;
    this.#process?.kill('SIGTERM');
    await ended.promise;
    if (!this.#stopping) this.#live();
  }

  #live(): void {
    const log = openChildLog(this.#logFolder, this.spec.name);
    this.#events.logs(log);
    const began = performance.now();
    // A process group of its own: Ctrl-C in the terminal reaches the supervisor alone, which stops all in order.
    const child = spawn(process.execPath, [this.spec.file], {
      stdio: ['ignore', log.descriptor, log.descriptor, 'ipc'],
      env: this.spec.environment,
      detached: true,
    });
    closeSync(log.descriptor);
    this.#process = child;
    this.#ownChildren = [];
    this.#events.changed();
    const overdue = setTimeout(() => child.kill('SIGKILL'), this.#patience.ready);
    child.on('message', said => {
      const known = message.safeParse(said).data;
      if (known?.type === 'pids') this.#ownChildren = known.pids;
      if (known?.type !== 'ready') return;
      clearTimeout(overdue);
      this.#serves(performance.now() - began);
    });
    let over = false;
    const end = (how: string) => {
      if (over) return;
      over = true;
      clearTimeout(overdue);
      this.#ended(child, how, log);
    };
    child.on('error', error => end(error.message));
    child.on('exit', (code, signal) => end(signal ?? `exit ${code}`));
  }

  #serves(milliseconds: number): void {
    const again = this.#deaths.length > 0;
    if (again) this.#events.say(`${this.spec.name} runs again after ${(milliseconds / 1000).toFixed(1)} s`);
    this.#ready.resolve();
    this.#events.changed();
  }

  #ended(child: ChildProcess, how: string, log: ChildLog): void {
    this.#process = undefined;
    this.#ownChildren = [];
    if (this.#stopping) {
      this.#stopped.resolve();
      return;
    }
    if (child === this.#replaced) return;
    const now = performance.now();
    this.#deaths = [...this.#deaths, now].filter(at => now - at < this.#patience.window);
    if (this.#deaths.length >= this.#patience.deaths) this.#giveUp(how, log);
    else this.#startAgain(how, log);
    this.#events.changed();
  }

  #startAgain(how: string, log: ChildLog): void {
    const { firstDelay, longestDelay } = this.#patience;
    const delay = Math.min(firstDelay * 2 ** (this.#deaths.length - 1), longestDelay);
    this.#events.say(`${this.spec.name} ended (${how}) and is started again; its log: ${log.path}`);
    this.#restart = setTimeout(() => this.#live(), delay);
  }

  #giveUp(how: string, log: ChildLog): void {
    const words = lastWords(log).map(line => `    ${line}`);
    const seconds = Math.round(this.#patience.window / 1000);
    const reason = [
      `${this.spec.name} ended ${this.#deaths.length} times within ${seconds} s (${how}). Its last words:`,
      ...(words.length > 0 ? words : ['    (none)']),
      `  All of its log: ${log.path}`,
    ].join('\n');
    this.#ready.reject(new Error(reason));
    this.#events.gaveUp(reason);
  }
}

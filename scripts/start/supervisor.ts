import type { ChildLog } from './child-log.ts';
import { type ChildSpec, type Patience, SupervisedChild, usualPatience } from './supervised-child.ts';

export type Pids = Record<string, number | number[]>;

export type SupervisorOptions = {
  logFolder: string;
  say(line: string): void;
  /** Called whenever other pids hold than before. */
  changed(): void;
  /** A child dies too often: nothing works without it. */
  gaveUp(reason: string): void;
  /** A child begins to log here. */
  logs?(name: string, log: ChildLog): void;
  patience?: Partial<Patience>;
};

/** Starts children, keeps them alive, and stops them in layers. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #children: SupervisedChild[] = [];
  #stopping: Promise<void> | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** Resolves when the child serves; rejects with its last words when it cannot. */
  async start(spec: ChildSpec): Promise<void> {
    if (this.#stopping !== undefined) return;
    const events = {
      say: (line: string) => this.#options.say(line),
      changed: () => this.#options.changed(),
      gaveUp: (reason: string) => this.#options.gaveUp(reason),
      logs: (log: ChildLog) => this.#options.logs?.(spec.name, log),
    };
    const patience = { ...usualPatience, ...this.#options.patience };
    const child = new SupervisedChild(spec, this.#options.logFolder, events, patience);
    this.#children.push(child);
    await child.start();
  }

  /** Starts these children again, one life for the other. */
  async renew(names: readonly string[]): Promise<void> {
    if (this.#stopping !== undefined) return;
    const chosen = this.#children.filter(child => names.includes(child.spec.name));
    await Promise.all(chosen.map(child => child.renew()));
  }

  /** The pids of what runs now, by name; a list where a child has children of its own. */
  pids(): Pids {
    const running = this.#children.map(child => [child.spec.name, child.pids()] as const);
    const entries = running.flatMap(([name, pids]) => {
      const [only, ...others] = pids;
      if (only === undefined) return [];
      return [[name, others.length === 0 ? only : pids] as const];
    });
    return Object.fromEntries(entries);
  }

  /** The node processes among them, with the file that each runs. */
  started(): { pid: number; file: string }[] {
    return this.#children.flatMap(child => {
      const pid = child.pids().at(-1);
      return pid === undefined ? [] : [{ pid, file: child.spec.file }];
    });
  }

  /** Stops everything, the highest layer first; may be called often, stops once. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopLayers();
    return this.#stopping;
  }

  async #stopLayers(): Promise<void> {
    const layers = [...new Set(this.#children.map(child => child.spec.layer))].sort((a, b) => b - a);
    for (const layer of layers) {
      const members = this.#children.filter(child => child.spec.layer === layer);
      await Promise.all(members.map(child => child.stop()));
    }
  }
}

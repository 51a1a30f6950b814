import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import type { Place } from './place.ts';

type StartOptions = {
  args?: readonly string[];
  environment?: Record<string, string>;
  /** Put before the command, such as `unshare`. */
  before?: readonly string[];
};

const longestMs = 180_000;

/** One `npm start` in a place, as a person runs it, and what it shows. */
export class Started {
  readonly child: ChildProcess;
  readonly #ended: Promise<number>;
  #shown = '';

  constructor(place: Place, { args = [], environment = {}, before = [] }: StartOptions = {}) {
    const [command = '', ...words] = [...before, 'npm', 'start', ...(args.length > 0 ? ['--', ...args] : [])];
    this.child = spawn(command, words, {
      cwd: place.project,
      env: { ...personal(process.env), HOME: place.home, ...environment },
      // As on a terminal: npm and all that it runs are one group.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', piece => {
        this.#shown += String(piece);
      });
    this.#ended = once(this.child, 'close').then(([code, signal]) => (signal === null ? Number(code) : 1));
  }

  get shown(): string {
    return this.#shown;
  }

  /** Waits for words on the screen. @throws Error when the start ends without them. */
  async shows(words: string | RegExp): Promise<void> {
    const has = () => (typeof words === 'string' ? this.#shown.includes(words) : words.test(this.#shown));
    const deadline = AbortSignal.timeout(longestMs);
    while (!has()) {
      const over = await Promise.race([this.#ended.then(() => true), this.#nextPiece(deadline)]);
      if (over && !has()) throw new Error(`"${words}" was not shown, but:\n${this.#shown.slice(-1500)}`);
    }
  }

  /** Waits for its end. */
  async ends(): Promise<number> {
    return await this.#ended;
  }

  /** Ctrl-C as a terminal sends it, to the whole group. */
  async interrupt(): Promise<number> {
    if (this.child.pid !== undefined) process.kill(-this.child.pid, 'SIGINT');
    return await this.#ended;
  }

  async #nextPiece(signal: AbortSignal): Promise<boolean> {
    if (this.child.stdout === null) return true;
    return await once(this.child.stdout, 'data', { signal }).then(
      () => false,
      () => true,
    );
  }
}

/** The processes that work in this place; after a start has ended there must be none. */
export function processesIn(place: Place): string[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(pid => `${pid} ${wordsOfProcess(pid)}`)
    .filter(line => line.includes(place.folder));
}

function wordsOfProcess(pid: string): string {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    const home = readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .find(text => text.startsWith('HOME='));
    return `${words} ${home}`;
  } catch {
    return '';
  }
}

/** npm's own variables would tell the inner npm that it is run by the outer one. */
function personal(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^npm_/i.test(name)));
}

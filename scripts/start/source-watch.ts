import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';

/** An editor that saves writes more than once; all of that is one change. */
const quietMs = 100;

const source = /\.(ts|tsx|mjs|json|ya?ml)$/;
const noSource = /(^|\/)(node_modules|build|testing|fixtures|journeys)\/|\.test\.tsx?$|(^|\/)\./;

/** What each process is made from, besides what it takes from npm; for `npm run dev`. */
const madeFrom: Readonly<Record<string, readonly string[]>> = {
  gateway: ['gateway', 'shared', 'openapi'],
  worker: ['shared', 'openapi'],
  bot: ['bot', 'shared', 'openapi'],
  slack: ['bot/local-slack', 'shared/process'],
  // What lies in portal/app is Vite's to reload.
  portal: ['portal/server', 'shared', 'openapi'],
  orders: ['scripts/demo/orders'],
};

/** The processes that are to start again when this file has changed. */
export function processesOf(file: string): string[] {
  if (!source.test(file) || noSource.test(file)) return [];
  if (/^portal\/[\w.-]+$/.test(file)) return ['portal'];
  return Object.entries(madeFrom)
    .filter(([, places]) => places.some(place => file.startsWith(`${place}/`)))
    .map(([name]) => name);
}

/** Tells which processes to start again, and for which files. */
export class SourceWatch {
  readonly #root: string;
  readonly #changed: (names: string[], files: string[]) => void;
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #files = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(root: string, changed: (names: string[], files: string[]) => void) {
    this.#root = root;
    this.#changed = changed;
    for (const folder of ['openapi', 'shared', 'gateway', 'bot', 'scripts/demo/orders', 'portal/server'])
      this.#watchTree(folder);
    this.#watch('portal');
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
  }

  /** Folder by folder: Node's own `recursive` loses a file on Linux once an editor has replaced it. */
  #watchTree(folder: string): void {
    this.#watch(folder);
    for (const entry of readdirSync(join(this.#root, folder), { withFileTypes: true }))
      if (entry.isDirectory() && !noSource.test(`${entry.name}/`)) this.#watchTree(`${folder}/${entry.name}`);
  }

  #watch(folder: string): void {
    this.#watchers.get(folder)?.close();
    const watcher = watch(join(this.#root, folder), (_event, name) => this.#touched(`${folder}/${name}`));
    // A folder that is deleted takes its watch with it.
    watcher.on('error', () => watcher.close());
    this.#watchers.set(folder, watcher);
  }

  #touched(path: string): void {
    const isFolder = statSync(join(this.#root, path), { throwIfNoEntry: false })?.isDirectory() === true;
    if (isFolder && !path.startsWith('portal/') && !noSource.test(`${path}/`)) this.#watchTree(path);
    if (processesOf(path).length === 0) return;
    this.#files.add(path);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), quietMs);
  }

  #tell(): void {
    const files = [...this.#files];
    this.#files.clear();
    this.#changed([...new Set(files.flatMap(processesOf))], files);
  }
}

import { closeSync, type FSWatcher, mkdirSync, openSync, readSync, statSync, watch } from 'node:fs';
import { basename } from 'node:path';
import { type ChildLog, plainWords } from './child-log.ts';

type Place = { name: string; path: string; at: number; rest: string };

const nameWidth = 8;

/**
 * Shows what the children log, for `--verbose`. They write to their files themselves, and go on doing so when we are
 * gone; this only reads along.
 */
export class LogTail {
  readonly #places = new Map<string, Place>();
  readonly #show: (line: string) => void;
  readonly #watcher: FSWatcher;

  constructor(folder: string, show: (line: string) => void) {
    mkdirSync(folder, { recursive: true });
    this.#show = show;
    this.#watcher = watch(folder, (_event, file) => this.#read(this.#places.get(String(file))));
  }

  /** Shows all that is written from here on. */
  follow(name: string, { path, from }: Pick<ChildLog, 'path' | 'from'>): void {
    const file = basename(path);
    this.#read(this.#places.get(file));
    this.#places.set(file, { name, path, at: from, rest: '' });
    this.#read(this.#places.get(file));
  }

  /** Shows what is still unread, and ends. */
  close(): void {
    this.#watcher.close();
    for (const place of this.#places.values()) this.#read(place);
  }

  #read(place: Place | undefined): void {
    if (place === undefined) return;
    const size = statSync(place.path, { throwIfNoEntry: false })?.size ?? 0;
    if (size <= place.at) return;
    const bytes = Buffer.alloc(size - place.at);
    const file = openSync(place.path, 'r');
    try {
      place.at += readSync(file, bytes, 0, bytes.length, place.at);
    } finally {
      closeSync(file);
    }
    const lines = (place.rest + bytes.toString('utf8')).split('\n');
    place.rest = lines.pop() ?? '';
    for (const line of lines) this.#show(`${place.name.padEnd(nameWidth)}│ ${plainWords(line)}`);
  }
}

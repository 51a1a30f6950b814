import type { KeyEntry } from './key-entry.ts';

/** What a key text that called a moment ago is looked up by, and what it stood for in a state of the directory. */
export type RecentKey = { readonly digests: readonly string[]; entry: KeyEntry | undefined; state: number };

/** A text that does not call is forgotten after once to twice this. */
const forgetMs = 5_000;
/** Of each half. */
const mostTexts = 5_000;

/**
 * The digests of the key texts that call right now: to hash a text twice takes longer than most steps of a call. Only
 * texts of known keys are kept, for seconds, and by nothing but this process's memory, through which they pass anyway.
 * Nothing is decided by it: a digest is all that it saves.
 */
export class RecentKeys {
  #young = new Map<string, RecentKey>();
  #old = new Map<string, RecentKey>();
  #timer: NodeJS.Timeout | undefined;

  get(text: string): RecentKey | undefined {
    const known = this.#young.get(text);
    if (known !== undefined) return known;
    const older = this.#old.get(text);
    if (older !== undefined) this.put(text, older);
    return older;
  }

  put(text: string, key: RecentKey): void {
    if (this.#young.size >= mostTexts) this.#turn();
    // A copy of its own: what is cut out of a head would keep the whole head in memory.
    this.#young.set(Buffer.from(text, 'latin1').toString('latin1'), key);
    this.#timer ??= setTimeout(() => this.#forget(), forgetMs).unref();
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  #turn(): void {
    this.#old = this.#young;
    this.#young = new Map();
  }

  #forget(): void {
    this.#turn();
    this.#timer = this.size > 0 ? setTimeout(() => this.#forget(), forgetMs).unref() : undefined;
  }
}

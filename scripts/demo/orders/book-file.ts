import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { orderEvent } from './event-feed.ts';
import { order } from './order.ts';
import type { BookState } from './order-book.ts';

const content = z.strictObject({
  format: z.literal(1),
  lastNumber: z.int().min(0),
  orders: z.array(order),
  events: z.array(orderEvent),
});

const delayMs = 200;

/** What an earlier run kept, or undefined for none. A file that cannot be used is set aside, never overwritten. */
export async function readBookFile(path: string): Promise<BookState | undefined> {
  try {
    return content.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    const aside = `${path}.unusable-${Date.now()}`;
    await rename(path, aside);
    console.warn(`orders: ${path} cannot be used; it is now ${aside}, and the sample data starts afresh`);
    return undefined;
  }
}

/** Keeps one environment in a file: soon after a change, and at once when asked to flush. */
export class BookFile {
  readonly #path: string;
  readonly #state: () => BookState;
  #timer: NodeJS.Timeout | undefined;
  #pending = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string, state: () => BookState) {
    this.#path = path;
    this.#state = state;
  }

  /** Says that there is something new to keep. */
  changed(): void {
    this.#pending = true;
    this.#timer ??= setTimeout(() => {
      this.flush().catch(error => console.error(`orders: ${this.#path} could not be written`, error));
    }, delayMs);
  }

  /** Waits until everything changed so far is in the file. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.catch(() => undefined).then(() => this.#writeIfPending());
    return this.#writing;
  }

  async #writeIfPending(): Promise<void> {
    if (!this.#pending) return;
    this.#pending = false;
    try {
      await replaceFile(this.#path, JSON.stringify({ format: 1, ...this.#state() }));
    } catch (error) {
      this.#pending = true;
      throw error;
    }
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { endLeftover } from './process-identity.ts';
import { writePrivateFile } from './write-file.ts';

const record = z.array(z.object({ pid: z.number(), file: z.string() }));

export type Started = z.output<typeof record>;

/**
 * The processes of this run, for the next one: after a `kill -9` of `npm start` they end by themselves, but may still be
 * handing in their work when it is started again.
 */
export class Leftovers {
  readonly #path: string;
  #last: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.#path = join(folder, 'started.json');
  }

  note(started: Started): Promise<void> {
    this.#last = this.#last.then(() => writePrivateFile(this.#path, JSON.stringify(started)));
    return this.#last;
  }

  /** Ends what an earlier run left; returns how many. */
  async end(limitMs: number): Promise<number> {
    const text = await readFile(this.#path, 'utf8').catch(() => '[]');
    const started = record.safeParse(parse(text)).data ?? [];
    const ended = await Promise.all(started.map(({ pid, file }) => endLeftover(pid, file, limitMs)));
    return ended.filter(Boolean).length;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '@ck/shared/process';
import type { Segment } from './segment.ts';

const syncMs = 50;
const probeMs = 1_000;
/** Room for the ends of calls under way, and for their beginnings in a new segment. */
const ballast = Buffer.alloc(1024 * 1024);

/**
 * Sees to it that what is written reaches the disk, and whether the disk takes anything at all. A file without a use holds
 * some room: it goes when the disk is full, so that calls under way still end, and what is stored can be taken away.
 */
export class DiskWatch {
  readonly #ballast: string;
  readonly #log: Logger;
  readonly #recovered: () => void;
  #sync: NodeJS.Timeout | undefined;
  #probe: NodeJS.Timeout | undefined;
  failures = 0;

  constructor(folder: string, log: Logger, recovered: () => void) {
    this.#ballast = join(folder, 'ballast');
    this.#log = log;
    this.#recovered = recovered;
    try {
      writeFileSync(this.#ballast, ballast, { mode: 0o600 });
    } catch (error) {
      this.fail(error);
    }
  }

  /** A write failed, and there is no room for the ballast yet. */
  get failing(): boolean {
    return this.#probe !== undefined;
  }

  /** Within 50 ms; together with all that is written until then. */
  syncSoon(segment: Segment): void {
    this.#sync ??= setTimeout(() => {
      this.#sync = undefined;
      segment.sync(error => {
        if (error !== null) this.fail(error);
      });
    }, syncMs);
  }

  /** @returns whether there is room now that was not there before: it may be tried once more */
  fail(error: unknown): boolean {
    this.failures += 1;
    if (this.#probe !== undefined) return false;
    this.#log.error({ err: error }, 'the call log cannot be written; calls are refused until it can');
    this.#probe = setInterval(() => this.#try(), probeMs);
    return remove(this.#ballast);
  }

  close(): void {
    clearTimeout(this.#sync);
    clearInterval(this.#probe);
    remove(this.#ballast);
  }

  #try(): void {
    try {
      writeFileSync(this.#ballast, ballast, { mode: 0o600 });
    } catch {
      remove(this.#ballast);
      return;
    }
    clearInterval(this.#probe);
    this.#probe = undefined;
    this.#log.info({}, 'the call log can be written again');
    this.#recovered();
  }
}

function remove(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch {
    return false; // It was not there.
  }
}

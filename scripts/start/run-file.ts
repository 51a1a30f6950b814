import { createHmac } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Addresses } from './processes.ts';
import type { SeededDemo } from './run-once.ts';
import type { Pids } from './supervisor.ts';
import { writePrivateFile } from './write-file.ts';

type Person = { email: string; signInUrl: string };

export type Demo = {
  endpoint: string;
  owner: Person;
  collaborator: Person;
  keys: { sandbox: string; production: string };
  blocked?: string;
};

export type Run = Addresses & { pids: Pids; demo: Demo };

/** The demo with a link for each of its people that signs in at one click; the portal checks the same token. */
export function withSignInLinks(demo: SeededDemo, portal: string, demoSecret: string): Demo {
  const person = (who: 'owner' | 'collaborator'): Person => {
    const token = createHmac('sha256', demoSecret).update(who).digest('base64url');
    return { email: demo[who].email, signInUrl: `${portal}/demo/sign-in/${who}?token=${token}` };
  };
  return { ...demo, owner: person('owner'), collaborator: person('collaborator') };
}

/** `.data/run.json`: what scripts and tests need to know of the run. It stands only while everything is up. */
export class RunFile {
  readonly #path: string;
  #last: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.#path = join(folder, 'run.json');
  }

  /** Replaces the file; writes happen one after another, so that the newest stays. */
  write(run: Run): Promise<void> {
    this.#last = this.#last.then(() => writePrivateFile(this.#path, `${JSON.stringify(run, null, 2)}\n`));
    return this.#last;
  }

  async remove(): Promise<void> {
    await this.#last.catch(() => {});
    await rm(this.#path, { force: true });
  }
}

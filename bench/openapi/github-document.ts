import { execFile } from 'node:child_process';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../scripts/start/settings.ts';

const run = promisify(execFile);
const packed = '@octokit/openapi@23.0.2';

/**
 * GitHub's REST description, the largest document we know, out of its package: unpacked that has 385 MB of others beside
 * it, which nobody who works here should have to install.
 */
export async function githubDocument(): Promise<string> {
  const folder = join(root, '.data/real-documents');
  const file = join(folder, 'package/generated/api.github.com.json');
  if (await exists(file)) return file;
  await mkdir(folder, { recursive: true });
  const { stdout } = await run('npm', ['pack', packed, '--silent', '--pack-destination', folder]);
  const archive = join(folder, stdout.trim());
  await run('tar', ['xzf', archive, '-C', folder, 'package/generated/api.github.com.json']);
  return file;
}

async function exists(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}

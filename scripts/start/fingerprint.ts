import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const leftOut = new Set(['node_modules', 'build', '.data', '.cache']);
const tests = /\.test\.tsx?$/;

/** One hash over the files and folders named, by path and content; tests and made things do not count. */
export async function fingerprint(root: string, paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of await filesOf(root, path)) {
      hash.update(`${file}\0`);
      hash.update(await readFile(join(root, file)));
    }
  }
  return hash.digest('hex');
}

async function filesOf(root: string, path: string): Promise<string[]> {
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch(notAFolder);
  if (entries === undefined) return [path];
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inside = `${path}/${entry.name}`;
    if (entry.isDirectory() && !leftOut.has(entry.name)) found.push(...(await filesOf(root, inside)));
    if (entry.isFile() && !tests.test(entry.name)) found.push(inside);
  }
  return found;
}

function notAFolder(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOTDIR') throw error;
}

import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * One hash over what lies at the top of every installed package. A node_modules that was deleted in part has another
 * one; reading all files to know the same would take seconds.
 * @param {string} root
 */
export function packagesShape(root) {
  const hash = createHash('sha256');
  // Relative, so that a project folder may be moved.
  const add = folder => hash.update(`${relative(root, folder)}\0${namesIn(folder).join('\0')}\n`);
  const store = join(root, 'node_modules', '.pnpm');
  for (const version of namesIn(store)) {
    const modules = join(store, version, 'node_modules');
    add(modules);
    for (const { folder, isLink } of packagesIn(modules)) if (!isLink) add(folder);
  }
  for (const member of ['.', ...namesIn(root)]) {
    for (const { folder } of packagesIn(join(root, member, 'node_modules')))
      hash.update(`${relative(root, folder)}\0`);
  }
  return hash.digest('hex');
}

/** The packages of a node_modules folder, those of a scope one level below it. */
function packagesIn(modules) {
  return entriesIn(modules).flatMap(entry => {
    const folder = join(modules, entry.name);
    if (entry.name.startsWith('@') && entry.isDirectory())
      return entriesIn(folder).map(inner => ({
        folder: join(folder, inner.name),
        isLink: inner.isSymbolicLink(),
      }));
    return [{ folder, isLink: entry.isSymbolicLink() }];
  });
}

/** Dot files come and go: caches, and the stamp itself. */
function entriesIn(folder) {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function namesIn(folder) {
  return entriesIn(folder).map(({ name }) => name);
}

import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** One file of ours naming another, both as paths from the root of the repository. */
export type Import = { from: string; to: string };

const members = ['openapi', 'shared', 'gateway', 'bot', 'portal', 'scripts', 'bench'];
const leftOut = new Set(['node_modules', 'build', '.data', '.cache']);

/** Every import between files of ours, whether static, dynamic, type-only or re-exported. */
export function readImports(root: string): Import[] {
  return members
    .flatMap(member => sourcesOf(root, member))
    .flatMap(from => importsOf(from, readFileSync(join(root, from), 'utf8')));
}

export function importsOf(from: string, source: string): Import[] {
  const named = ts.preProcessFile(source, true, true).importedFiles.map(file => file.fileName);
  return named.flatMap(specifier => {
    const to = targetOf(from, specifier);
    return to === undefined ? [] : [{ from, to }];
  });
}

/** What a specifier names: `@ck/shared/keys` is `shared/keys/index.ts`; other packages are not ours. */
function targetOf(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  const ours = /^@ck\/([\w-]+)(?:\/(.+))?$/.exec(specifier);
  if (ours === null) return undefined;
  const [, member, inside] = ours;
  if (inside === undefined) return `${member}/index.ts`;
  return /^(errors|testing\/.+)$/.test(inside) ? `${member}/${inside}.ts` : `${member}/${inside}/index.ts`;
}

function sourcesOf(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return leftOut.has(entry.name) ? [] : sourcesOf(root, path);
    return /\.(tsx?|mjs)$/.test(entry.name) ? [path] : [];
  });
}

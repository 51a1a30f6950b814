import type { ApiDocument } from '../api-document.ts';
import { resolve } from '../references.ts';
import type { PathFault } from './path-fault.ts';
import { walk } from './walk.ts';

/** References out of the document would read files or the network of whoever opens it. Finds shapes beyond limits too. */
export function checkReferences(data: unknown): PathFault[] {
  const faults: PathFault[] = [];
  const beyond = walk(data, ({ value, at }) => {
    const target = referenceOf(value, at);
    if (target === undefined || target.startsWith('#')) return;
    const message = `"${target.slice(0, 200)}" points outside of this document. Bring it inside.`;
    faults.push({ message, at: [...at, '$ref'] });
  });
  return beyond === undefined ? faults : [beyond];
}

/** References to what is not there: that part says nothing, which is worth a warning, and no reason to refuse the rest. */
export function findDanglingReferences(document: ApiDocument): PathFault[] {
  const found: PathFault[] = [];
  walk(document, ({ value, at }) => {
    const target = referenceOf(value, at);
    if (target === undefined || !target.startsWith('#') || resolve(document, { $ref: target }) !== undefined)
      return;
    found.push({ message: `"${target.slice(0, 200)}" leads nowhere.`, at: [...at, '$ref'] });
  });
  return found;
}

/** What stands below these is somebody's value, where "$ref" means nothing. */
const values: ReadonlySet<string | number> = new Set(['example', 'default', 'enum', 'const']);

function referenceOf(value: object, at: readonly (string | number)[]): string | undefined {
  if (Array.isArray(value) || !('$ref' in value) || typeof value.$ref !== 'string') return undefined;
  const parent = at.at(-1);
  // A property that happens to be called "$ref" has a schema, not a text.
  return parent !== undefined && values.has(parent) && at.at(-2) !== 'properties' ? undefined : value.$ref;
}

import {
  findNodeAtLocation,
  type Node,
  type ParseError,
  parse,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { ReadTree, Tree } from './read-tree.ts';

export function readJson(text: string): ReadTree {
  try {
    const data: unknown = JSON.parse(text);
    let root: Node | undefined;
    const lineOf: Tree['lineOf'] = path => {
      // The tree with its places is only made when somebody asks for a line.
      root ??= withoutOverflow(() => parseTree(text));
      return lineOfPath(text, root, path);
    };
    return { ok: true, data, lineOf };
  } catch {
    const errors: ParseError[] = [];
    withoutOverflow(() => parse(text, errors));
    const [first] = errors;
    const what = first === undefined ? 'it could not be read' : words(printParseErrorCode(first.error));
    return { ok: false, faults: [{ message: `Not JSON: ${what}.`, line: lineAt(text, first?.offset ?? 0) }] };
  }
}

/** This parser goes down with the data, and has no place for a hundred thousand levels. */
function withoutOverflow<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** "PropertyNameExpected" → "property name expected". */
function words(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

/** The key at the end of the path (its line is where a person looks), or the deepest place on the way to it. */
function lineOfPath(
  text: string,
  root: Node | undefined,
  path: readonly (string | number)[],
): number | undefined {
  if (root === undefined) return undefined;
  for (let length = path.length; length >= 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node !== undefined)
      return lineAt(text, node.parent?.type === 'property' ? node.parent.offset : node.offset);
  }
  return undefined;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

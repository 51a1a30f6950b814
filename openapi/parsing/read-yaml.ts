import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument as parseYaml,
} from 'yaml';
import type { ReadTree } from './read-tree.ts';

/** More than this many uses of YAML aliases is an alias bomb, not a document. */
const maxAliases = 100;

/** YAML 1.2, of which JSON is a part. */
export function readYaml(text: string): ReadTree {
  const lines = new LineCounter();
  try {
    const document = parseYaml(text, {
      lineCounter: lines,
      uniqueKeys: true,
      // Real documents share parts with "<<".
      merge: true,
      logLevel: 'silent',
    });
    if (document.errors.length > 0) {
      const faults = document.errors.map(error => ({
        message: sentence(error.message),
        line: lines.linePos(error.pos[0]).line,
      }));
      return { ok: false, faults };
    }
    const data: unknown = document.toJS({ maxAliasCount: maxAliases });
    const root = document.contents;
    return { ok: true, data, lineOf: path => lineOfNode(nearestNode(root, path), lines) };
  } catch (error) {
    // toJS throws on alias bombs and on aliases to nowhere; the parser itself on nesting beyond the stack.
    const message = error instanceof Error ? sentence(error.message) : 'The document could not be read.';
    return { ok: false, faults: [{ message }] };
  }
}
/** The key at the end of the path (its line is where a person looks), or the deepest node on the way to it. */
function nearestNode(root: ParsedNode | null, path: readonly (string | number)[]): Node | null {
  let node: Node | null = root;
  let found: Node | null = root;
  for (const step of path) {
    const pair = isMap(node)
      ? node.items.find(item => isScalar(item.key) && item.key.value === step)
      : undefined;
    const next: unknown = pair?.value ?? (isSeq(node) ? node.get(step, true) : undefined);
    if (isScalar(pair?.key)) found = pair.key;
    if (!isNode(next)) break;
    node = next;
    if (pair === undefined) found = next;
  }
  return found;
}

function lineOfNode(node: Node | null, lines: LineCounter): number | undefined {
  return node?.range ? lines.linePos(node.range[0]).line : undefined;
}

/** The parser adds "at line 3, column 5:" and an excerpt; the line is told apart, the excerpt may be long. */
function sentence(message: string): string {
  const first = message.split('\n')[0] ?? message;
  const bare = first.replace(/ at line \d+, column \d+:?$/, '').trim();
  return bare.endsWith('.') ? bare : `${bare}.`;
}

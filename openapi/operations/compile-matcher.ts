import type { ApiDocument, HttpMethod, Operation } from '../api-document.ts';
import { listOperations } from './list-operations.ts';
import { compareMixed, decodeSegment, matchMixed, parseSegment, type Segment } from './path-segment.ts';

export type Matched = { operation: Operation; params: Readonly<Record<string, string>> };
/** `path` begins with a slash and has no query; `method` in any case. */
export type Matcher = (method: string, path: string) => Matched | undefined;

type Mixed = { segment: Extract<Segment, { kind: 'mixed' }>; node: Node };
type Node = {
  literals: Map<string, Node>;
  /** The more is fixed, the earlier. */
  mixed: Mixed[];
  parameter: Node | undefined;
  /** Names of the parameters differ from path to path, so each operation keeps its own. */
  operations: Map<string, { operation: Operation; segments: Segment[] }>;
};

/**
 * Compiles a document's paths into a tree by segment, so that a look-up costs the length of the path and not the number
 * of operations. The most concrete path that has the method wins, compared from left to right: a text before a text
 * with parameters before a parameter (OpenAPI 3.1, "Paths Object"). HEAD is answered by GET where there is none.
 */
export function compileMatcher(document: ApiDocument): Matcher {
  const root = makeNode();
  for (const operation of listOperations(document)) insert(root, operation);
  return (method, path) => {
    const segments = path.split('/').slice(1).map(decodeSegment);
    const wanted = method.toLowerCase();
    return find(root, segments, wanted) ?? (wanted === 'head' ? find(root, segments, 'get') : undefined);
  };
}

function makeNode(): Node {
  return { literals: new Map(), mixed: [], parameter: undefined, operations: new Map() };
}

function insert(root: Node, operation: Operation): void {
  const segments = operation.path.split('/').slice(1).map(parseSegment);
  let node = root;
  for (const segment of segments) node = childOf(node, segment);
  // Of two paths that are the same but for the names of their parameters, the first holds.
  if (!node.operations.has(operation.method)) node.operations.set(operation.method, { operation, segments });
}

function childOf(node: Node, segment: Segment): Node {
  if (segment.kind === 'parameter') {
    node.parameter ??= makeNode();
    return node.parameter;
  }
  if (segment.kind === 'literal') {
    const known = node.literals.get(segment.text) ?? makeNode();
    node.literals.set(segment.text, known);
    return known;
  }
  const same = node.mixed.find(each => each.segment.texts.join('{}') === segment.texts.join('{}'));
  if (same !== undefined) return same.node;
  const added = { segment, node: makeNode() };
  node.mixed.push(added);
  node.mixed.sort((a, b) => compareMixed(a.segment, b.segment));
  return added.node;
}

/** Depth first, the most concrete child first. Each node is looked at once: its depth is its place in the path. */
function find(root: Node, segments: readonly string[], method: HttpMethod | string): Matched | undefined {
  const open: { node: Node; depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    const segment = segments[depth];
    if (segment === undefined) {
      const found = node.operations.get(method);
      if (found !== undefined)
        return { operation: found.operation, params: readParams(found.segments, segments) };
      continue;
    }
    if (node.parameter !== undefined && segment !== '') open.push({ node: node.parameter, depth: depth + 1 });
    for (let at = node.mixed.length - 1; at >= 0; at--) {
      const mixed = node.mixed[at];
      if (mixed !== undefined && matchMixed(mixed.segment, segment) !== undefined)
        open.push({ node: mixed.node, depth: depth + 1 });
    }
    const literal = node.literals.get(segment);
    if (literal !== undefined) open.push({ node: literal, depth: depth + 1 });
  }
  return undefined;
}

function readParams(template: readonly Segment[], segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = Object.create(null);
  for (const [at, segment] of template.entries()) {
    const text = segments[at] ?? '';
    if (segment.kind === 'parameter') params[segment.name] = text;
    if (segment.kind === 'mixed') Object.assign(params, matchMixed(segment, text));
  }
  return params;
}

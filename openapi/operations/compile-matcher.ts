import type { ApiDocument, HttpMethod, Operation } from '../api-document.ts';
import { listOperations } from './list-operations.ts';
import { compareMixed, decodeSegment, matchMixed, parseSegment, type Segment } from './path-segment.ts';

/** What of an operation is needed to find it; the method in lower case. */
type Findable = { method: string; path: string };
export type Matched<Found extends Findable = Operation> = {
  operation: Found;
  params: Readonly<Record<string, string>>;
};
/** `path` begins with a slash and has no query; `method` in any case. */
export type Matcher<Found extends Findable = Operation> = (
  method: string,
  path: string,
) => Matched<Found> | undefined;

type Mixed<Found> = { segment: Extract<Segment, { kind: 'mixed' }>; node: Node<Found> };
type Node<Found> = {
  literals: Map<string, Node<Found>>;
  /** The more is fixed, the earlier. */
  mixed: Mixed<Found>[];
  parameter: Node<Found> | undefined;
  /** Names of the parameters differ from path to path, so each operation keeps its own. */
  operations: Map<string, Leaf<Found>>;
};
type Leaf<Found> = { operation: Found; segments: Segment[] };

/** The matcher of a whole document. */
export function compileMatcher(document: ApiDocument): Matcher {
  return matchOperations(listOperations(document));
}

/**
 * Compiles operations' paths into a tree by segment, so that a look-up costs the length of the path and not the number
 * of operations. The most concrete path that has the method wins, compared from left to right: a text before a text
 * with parameters before a parameter (OpenAPI 3.1, "Paths Object"). HEAD is answered by GET where there is none.
 */
export function matchOperations<Found extends Findable>(operations: readonly Found[]): Matcher<Found> {
  const root = makeTree(operations);
  return (method, path) => {
    const segments = segmentsOf(path);
    const found = locate(root, segments, method);
    return found && { operation: found.operation, params: readParams(found.segments, segments) };
  };
}

/** As a matcher, for whoever needs no parameters. */
export type Finder<Found extends Findable> = (method: string, path: string) => Found | undefined;

export function findOperation<Found extends Findable>(operations: readonly Found[]): Finder<Found> {
  const root = makeTree(operations);
  return (method, path) => locate(root, segmentsOf(path), method)?.operation;
}

function makeTree<Found extends Findable>(operations: readonly Found[]): Node<Found> {
  const root = makeNode<Found>();
  for (const operation of operations) insert(root, operation);
  return root;
}

function segmentsOf(path: string): string[] {
  const segments = path.slice(1).split('/');
  return path.includes('%') ? segments.map(decodeSegment) : segments;
}

function locate<Found extends Findable>(
  root: Node<Found>,
  segments: readonly string[],
  method: string,
): Leaf<Found> | undefined {
  const wanted = method.toLowerCase();
  return find(root, segments, wanted) ?? (wanted === 'head' ? find(root, segments, 'get') : undefined);
}

function makeNode<Found>(): Node<Found> {
  return { literals: new Map(), mixed: [], parameter: undefined, operations: new Map() };
}

function insert<Found extends Findable>(root: Node<Found>, operation: Found): void {
  const segments = operation.path.split('/').slice(1).map(parseSegment);
  let node = root;
  for (const segment of segments) node = childOf(node, segment);
  // Of two paths that are the same but for the names of their parameters, the first holds.
  if (!node.operations.has(operation.method)) node.operations.set(operation.method, { operation, segments });
}

function childOf<Found>(node: Node<Found>, segment: Segment): Node<Found> {
  if (segment.kind === 'parameter') {
    node.parameter ??= makeNode<Found>();
    return node.parameter;
  }
  if (segment.kind === 'literal') {
    const known = node.literals.get(segment.text) ?? makeNode<Found>();
    node.literals.set(segment.text, known);
    return known;
  }
  const same = node.mixed.find(each => each.segment.texts.join('{}') === segment.texts.join('{}'));
  if (same !== undefined) return same.node;
  const added = { segment, node: makeNode<Found>() };
  node.mixed.push(added);
  node.mixed.sort((a, b) => compareMixed(a.segment, b.segment));
  return added.node;
}

/** Depth first, the most concrete child first. Each node is looked at once: its depth is its place in the path. */
function find<Found extends Findable>(
  root: Node<Found>,
  segments: readonly string[],
  method: HttpMethod | string,
): Leaf<Found> | undefined {
  const open: { node: Node<Found>; depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    const segment = segments[depth];
    if (segment === undefined) {
      const found = node.operations.get(method);
      if (found !== undefined) return found;
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

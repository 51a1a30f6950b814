import type { ApiDocument, Operation } from './api-document.ts';
import { operationMethods } from './operation-methods.ts';
import { at, operationObject } from './operation-parts.ts';
import { namesOf, recordOf } from './schema-shape.ts';

/** @param path percent-encoded, as it stands in a request line; @returns the parameters decoded */
export type Matcher = (method: string, path: string) => Match | undefined;

export type Match = { operation: Operation; params: Record<string, string> };

type Template = { pattern: RegExp; names: string[]; literals: number; next: Step };
type Step = { literals: Map<string, Step>; templates: Template[]; operations: Map<string, Operation> };

/**
 * Finds the operation of a call. The most concrete path wins, step by step: a literal before a template, a template with
 * more literal text before one with less (OpenAPI 3.1, "Path Templating Matching"). A call costs its own steps, however
 * many operations there are.
 */
export function compileMatcher(document: ApiDocument): Matcher {
  const root = newStep();
  for (const path of Object.keys(recordOf(document.paths))) {
    const operations = operationsOf(document, path);
    if (operations.length === 0) continue;
    const last = path.split('/').slice(1).reduce(descend, root);
    for (const operation of operations) last.operations.set(operation.method.toUpperCase(), operation);
  }
  return (method, path) => find(root, method, path.split('/').slice(1), 0);
}

function operationsOf(document: ApiDocument, path: string): Operation[] {
  const item = at(document, recordOf(document.paths)[path]);
  return operationMethods
    .filter(method => item[method] !== undefined)
    .map(method => {
      const bare = { id: '', method, path, tags: [], deprecated: false };
      const { operationId, summary, tags, deprecated } = operationObject(document, bare);
      return {
        ...bare,
        id: typeof operationId === 'string' ? operationId : `${method} ${path}`,
        ...(typeof summary === 'string' && { summary }),
        tags: namesOf(tags),
        deprecated: deprecated === true,
      };
    });
}

function newStep(): Step {
  return { literals: new Map(), templates: [], operations: new Map() };
}

function descend(step: Step, segment: string): Step {
  const names = [...segment.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  if (names.length === 0) {
    const text = decode(segment);
    const next = step.literals.get(text) ?? newStep();
    step.literals.set(text, next);
    return next;
  }
  const source = segment.split(/\{[^{}]*\}/).map(escapePattern);
  const pattern = new RegExp(`^${source.join('([^/]+?)')}$`);
  const same = step.templates.find(
    one => one.pattern.source === pattern.source && String(one.names) === String(names),
  );
  if (same !== undefined) return same.next;
  const template = { pattern, names, literals: source.join('').length, next: newStep() };
  step.templates.push(template);
  step.templates.sort((a, b) => b.literals - a.literals);
  return template.next;
}

function find(step: Step, method: string, segments: readonly string[], depth: number): Match | undefined {
  const segment = segments[depth];
  if (segment === undefined) {
    const operation = step.operations.get(method);
    return operation === undefined ? undefined : { operation, params: Object.create(null) };
  }
  const literal = step.literals.get(decode(segment));
  const found = literal === undefined ? undefined : find(literal, method, segments, depth + 1);
  if (found !== undefined) return found;
  for (const { pattern, names, next } of step.templates) {
    const values = pattern.exec(segment);
    const below = values === null ? undefined : find(next, method, segments, depth + 1);
    if (values === null || below === undefined) continue;
    names.forEach((name, index) => {
      below.params[name] = decode(values[index + 1] ?? '');
    });
    return below;
  }
  return undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

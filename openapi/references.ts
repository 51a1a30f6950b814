import type { OpenAPIV3_1 } from 'openapi-types';
import type { ApiDocument } from './api-document.ts';

type Reference = OpenAPIV3_1.ReferenceObject;
const maxHops = 64;

/**
 * Follows local references (RFC 6901 fragments) from one node, one step at a time, so that a document with cycles stays
 * finite. @returns undefined when it leads nowhere or only round in circles
 */
export function resolve<Node extends object>(
  document: ApiDocument,
  node: Node | Reference | undefined,
): Exclude<Node, Reference> | undefined {
  let at: unknown = node;
  for (let hops = 0; hops < maxHops; hops++) {
    if (typeof at !== 'object' || at === null) return undefined;
    if (!('$ref' in at) || typeof at.$ref !== 'string') return at as Exclude<Node, Reference>;
    at = lookUp(document, at.$ref);
  }
  return undefined;
}

/** RFC 6901, section 6: only fragments of this same document. */
function lookUp(document: ApiDocument, ref: string): unknown {
  if (ref === '#') return document;
  if (!ref.startsWith('#/')) return undefined;
  let at: unknown = document;
  for (const step of ref.slice(2).split('/')) {
    const name = decode(step).replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}

function decode(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

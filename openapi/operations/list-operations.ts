import type { ApiDocument, HttpMethod, Operation } from '../api-document.ts';
import { resolve } from '../references.ts';

const methods: readonly HttpMethod[] = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace'];

/**
 * Every operation in the order of the document. An operationId that is missing, or taken by an earlier operation, is
 * replaced by one made of method and path, so that ids tell operations apart.
 */
export function listOperations(document: ApiDocument): Operation[] {
  const taken = new Set<string>();
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) => {
    const pathItem = resolve(document, item);
    return methods.flatMap(method => {
      const operation = pathItem?.[method];
      if (typeof operation !== 'object' || operation === null) return [];
      const { operationId, summary, tags, deprecated } = operation;
      const own = operationId !== undefined && operationId !== '' && !taken.has(operationId);
      const id = own ? operationId : `${method.toUpperCase()} ${path}`;
      taken.add(id);
      return [
        {
          id,
          method,
          path,
          ...(typeof summary === 'string' && { summary }),
          tags: Array.isArray(tags) ? tags.map(String) : [],
          deprecated: deprecated === true,
        },
      ];
    });
  });
}

import type { OpenAPIV3_1 } from 'openapi-types';
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

/** What the document says about an operation. */
export function operationObject(document: ApiDocument, { path, method }: Pick<Operation, 'path' | 'method'>) {
  return resolve(document, document.paths?.[path])?.[method];
}

/** Its parameters with those of its path; its own win (OpenAPI 3.1, "Operation Object"). */
export function parametersOf(
  document: ApiDocument,
  { path, method }: Pick<Operation, 'path' | 'method'>,
): OpenAPIV3_1.ParameterObject[] {
  const item = resolve(document, document.paths?.[path]);
  const both = [...(item?.parameters ?? []), ...(item?.[method]?.parameters ?? [])];
  const known = new Map<string, OpenAPIV3_1.ParameterObject>();
  for (const each of both) {
    const parameter = resolve<OpenAPIV3_1.ParameterObject>(document, each);
    if (parameter !== undefined) known.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  return [...known.values()];
}

import type { OpenAPIV3_1 } from 'openapi-types';
import type { ApiDocument, Operation } from '../api-document.ts';
import { toPointer } from '../parsing/path-fault.ts';
import { resolve } from '../references.ts';

/** A part of a document with the pointer to it, which a schema compiler needs. */
export type Located<Part> = { part: Part; pointer: string };

/** Follows a reference, and knows where it led. */
export function locate<Part extends object>(
  document: ApiDocument,
  node: Part | OpenAPIV3_1.ReferenceObject | undefined,
  pointer: string,
): Located<Part> | undefined {
  let at: Located<Part | OpenAPIV3_1.ReferenceObject> | undefined = node && { part: node, pointer };
  for (let hops = 0; at !== undefined && hops < 32; hops++) {
    const { part } = at;
    if (!('$ref' in part) || typeof part.$ref !== 'string')
      return { part: part as Part, pointer: at.pointer };
    const next = resolve<Part>(document, { $ref: part.$ref });
    at = next === undefined ? undefined : { part: next, pointer: decodeURIComponent(part.$ref.slice(1)) };
  }
  return undefined;
}

export function locateOperation(document: ApiDocument, { path, method }: Operation) {
  const item = locate<OpenAPIV3_1.PathItemObject>(
    document,
    document.paths?.[path],
    toPointer(['paths', path]),
  );
  const operation = item?.part[method] as OpenAPIV3_1.OperationObject | undefined;
  if (item === undefined || operation === undefined) return undefined;
  return { item, operation: { part: operation, pointer: `${item.pointer}/${method}` } };
}

/** The parameters of an operation with those of its path; its own win. */
export function locateParameters(
  document: ApiDocument,
  operation: Operation,
): Located<OpenAPIV3_1.ParameterObject>[] {
  const place = locateOperation(document, operation);
  if (place === undefined) return [];
  const known = new Map<string, Located<OpenAPIV3_1.ParameterObject>>();
  for (const { part, pointer } of [place.item, place.operation])
    for (const [index, each] of (part.parameters ?? []).entries()) {
      const parameter = locate<OpenAPIV3_1.ParameterObject>(document, each, `${pointer}/parameters/${index}`);
      if (parameter !== undefined) known.set(`${parameter.part.in} ${parameter.part.name}`, parameter);
    }
  return [...known.values()];
}

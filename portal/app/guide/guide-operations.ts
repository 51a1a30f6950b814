import type { ApiDocument, Operation } from '@ck/openapi/api-document';
import { answersWithStream, listOperations, notAllowedExtension } from '@ck/openapi/operations';
import { type Permission, permissionOfMethod } from '@ck/shared/permissions';

/** One operation in the guide's list. */
export type GuideOperation = Pick<Operation, 'id' | 'method' | 'path' | 'summary'> & {
  tag: string;
  /** Why it cannot be called; missing where it can. */
  notAllowed?: string;
  /** The permission that it needs, where there is one. */
  needed?: Permission;
  /** Its answer has no end. */
  streams?: true;
};

/** The operations of a scoped document, as the guide lists them. */
export function guideOperations(document: ApiDocument): GuideOperation[] {
  return listOperations(document).map(operation => {
    const { id, method, path, summary, tags } = operation;
    const held = document.paths?.[path]?.[method] as Record<string, unknown> | undefined;
    const notAllowed = held?.[notAllowedExtension];
    const needed = permissionOfMethod(method.toUpperCase());
    return {
      ...{ id, method, path, tag: tags[0] ?? '' },
      ...(summary !== undefined && { summary }),
      ...(typeof notAllowed === 'string' && { notAllowed }),
      ...(needed !== undefined && { needed }),
      ...(answersWithStream(document, operation) && { streams: true as const }),
    };
  });
}

/**
 * The operation that a guide opens with: the one that its address names, else a safe one that needs nothing to be filled
 * in, so that the first call succeeds.
 */
export function chooseOperation(
  operations: readonly GuideOperation[],
  wanted: string | null,
): GuideOperation | undefined {
  const reads = operations.filter(({ method, notAllowed }) => method === 'get' && notAllowed === undefined);
  return (
    operations.find(({ id }) => id === wanted) ??
    reads.find(({ path }) => !path.includes('{')) ??
    reads[0] ??
    operations.find(({ notAllowed }) => notAllowed === undefined) ??
    operations[0]
  );
}

import type { OpenAPIV3_1 } from 'openapi-types';
import type { ApiDocument, HttpMethod, Operation } from '../api-document.ts';
import { resolve } from '../references.ts';
import { listOperations } from './list-operations.ts';

export type Scope = {
  /** `true`, or why the reader may not call it, in words for them. */
  allows(operation: Operation): true | string;
  /** The gateway's address of this endpoint. */
  server: { url: string; description?: string };
  /** The header that carries the key. */
  keyHeader: string;
  /** Operations that are not allowed are kept and marked, or left out. */
  others: 'marked' | 'left_out';
};

/** Says why an operation cannot be called; only on those. */
export const notAllowedExtension = 'x-not-allowed';
const schemeName = 'CollaborationKey';

/** The document as one partner sees it: the gateway's address, the key as the only credential, and what it may call. */
export function scopeDocument(document: ApiDocument, scope: Scope): ApiDocument {
  const { servers: _servers, security: _security, webhooks: _webhooks, ...rest } = document;
  const key = { type: 'apiKey', in: 'header', name: scope.keyHeader } as const;
  const operations = Map.groupBy(listOperations(document), ({ path }) => path);
  const paths = [...operations].map(
    ([path, some]) => [path, scopeItem(document, path, some, scope)] as const,
  );
  return {
    ...rest,
    servers: [scope.server],
    security: [{ [schemeName]: [] }],
    paths: Object.fromEntries(paths.filter(([, item]) => item !== undefined)),
    components: { ...document.components, securitySchemes: { [schemeName]: key } },
  } as ApiDocument;
}

function scopeItem(
  document: ApiDocument,
  path: string,
  operations: readonly Operation[],
  scope: Scope,
): OpenAPIV3_1.PathItemObject | undefined {
  const item = resolve(document, document.paths?.[path]);
  if (item === undefined) return undefined;
  const { servers: _servers, ...kept } = item;
  const scoped: OpenAPIV3_1.PathItemObject = { ...kept };
  let left = 0;
  for (const operation of operations) {
    const verdict = scope.allows(operation);
    if (verdict !== true && scope.others === 'left_out') delete scoped[operation.method];
    else {
      scoped[operation.method] = scopeOperation(item, operation, verdict);
      left += 1;
    }
  }
  return left === 0 ? undefined : scoped;
}

function scopeOperation(
  item: OpenAPIV3_1.PathItemObject,
  { id, method }: { id: string; method: HttpMethod },
  verdict: true | string,
): NonNullable<OpenAPIV3_1.PathItemObject[HttpMethod]> {
  const { servers: _servers, security: _security, ...operation } = item[method] ?? {};
  return {
    ...operation,
    operationId: id,
    ...(verdict !== true && { [notAllowedExtension]: verdict }),
  } as NonNullable<OpenAPIV3_1.PathItemObject[HttpMethod]>;
}

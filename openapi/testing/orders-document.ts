import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ApiDocument, Operation } from '../api-document.ts';
import { operationMethods } from '../parsing/operation-methods.ts';

/** The document of the demo: as real as one that an owner brings. */
export const ordersDocument: ApiDocument = parse(
  await readFile(join(import.meta.dirname, '../../scripts/demo/orders/openapi.yaml'), 'utf8'),
);

export const ordersOperations: readonly Operation[] = Object.entries(ordersDocument.paths ?? {}).flatMap(
  ([path, item]) =>
    operationMethods
      .filter(method => item?.[method] !== undefined)
      .map(method => ({ id: item?.[method]?.operationId ?? '', method, path, tags: [], deprecated: false })),
);

export function ordersOperation(id: string): Operation {
  const found = ordersOperations.find(operation => operation.id === id);
  if (found === undefined) throw new Error(`no operation ${id}`);
  return found;
}

import type { ApiDocument, Operation } from '../api-document.ts';
import { listOperations } from '../operations/list-operations.ts';
import { parseDocument } from '../parsing/parse-document.ts';

type Json = Record<string, unknown>;

/** A document of one operation. */
export function documentWith(
  operation: Json,
  { path = '/things', method = 'post', components = {} } = {},
): ApiDocument {
  const text = JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { [path]: { [method]: operation } },
    components,
  });
  const parsed = parseDocument(text);
  if (!parsed.ok) throw new Error(parsed.faults[0]?.message);
  return parsed.document;
}

export function onlyOperation(document: ApiDocument): Operation {
  const [operation] = listOperations(document);
  if (operation === undefined) throw new Error('no operation');
  return operation;
}

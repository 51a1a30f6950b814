import type { ApiDocument } from '../api-document.ts';
import { resolve } from '../references.ts';
import { isRecord } from './is-record.ts';
import { operationMethods } from './operation-methods.ts';
import type { PathFault } from './path-fault.ts';

/** What works, but makes a worse guide: told to the owner, refused by nobody. */
export function findWarnings(document: ApiDocument): PathFault[] {
  const ids = new Map<string, string>();
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    operationMethods.flatMap(method => {
      const operation = item?.[method];
      if (!isRecord(operation)) return [];
      const at = ['paths', path, method];
      const name = `${method.toUpperCase()} ${path}`;
      return [
        ...checkId(operation.operationId, name, at, ids),
        ...checkResponses(operation.responses, name, at),
        ...checkPathParameters(document, path, [item?.parameters, operation.parameters], name, at),
      ];
    }),
  );
}

function checkId(id: unknown, name: string, at: string[], ids: Map<string, string>): PathFault[] {
  if (typeof id !== 'string') return [{ message: `${name} has no "operationId".`, at }];
  const other = ids.get(id);
  ids.set(id, other ?? name);
  if (other === undefined) return [];
  const message = `"${id}" is the operationId of ${other} as well; this one is told apart by method and path.`;
  return [{ message, at: [...at, 'operationId'] }];
}

function checkResponses(responses: unknown, name: string, at: string[]): PathFault[] {
  if (isRecord(responses) && Object.keys(responses).length > 0) return [];
  return [{ message: `${name} does not say what it answers.`, at }];
}

function checkPathParameters(
  document: ApiDocument,
  path: string,
  lists: unknown[],
  name: string,
  at: string[],
): PathFault[] {
  const described = new Set(
    lists
      .flatMap(list => (Array.isArray(list) ? list : []))
      .map(parameter => (isRecord(parameter) ? resolve(document, parameter) : undefined))
      .filter(parameter => parameter?.in === 'path')
      .map(parameter => parameter?.name),
  );
  return [...path.matchAll(/\{([^}]*)\}/g)]
    .filter(([, parameter]) => !described.has(parameter))
    .map(([, parameter]) => ({
      message: `${name} does not describe its path parameter "${parameter}".`,
      at,
    }));
}

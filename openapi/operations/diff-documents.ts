import type { OpenAPIV3_1 } from 'openapi-types';
import type { ApiDocument, Operation } from '../api-document.ts';
import { operationObject, operationParameters, type Parameter } from '../operation-parts.ts';
import { resolve } from '../references.ts';
import { type Difference, type Direction, diffSchemas, type Schema } from './diff-schemas.ts';
import { listOperations } from './list-operations.ts';

export type OperationChange = {
  kind: 'added' | 'removed' | 'changed';
  operation: Operation;
  /** Whether an app that worked before may stop working. */
  breaking: boolean;
  /** What changed, in words; the breaking ones first. */
  words: string[];
};

/**
 * What changed from one revision to the next, operation by operation (told apart by method and path, whatever its id).
 * A difference is called breaking only where a caller that keeps to the old document can meet it.
 */
export function diffDocuments(before: ApiDocument, after: ApiDocument): OperationChange[] {
  const [old, fresh] = [before, after].map(
    document =>
      new Map(
        listOperations(document).map(operation => [`${operation.method} ${operation.path}`, operation]),
      ),
  );
  const changes: OperationChange[] = [];
  for (const [name, operation] of fresh ?? []) {
    if (old?.has(name) !== true) changes.push({ kind: 'added', operation, breaking: false, words: [] });
    else {
      const found = diffOperations(before, after, operation);
      if (found.length > 0) changes.push(changed(operation, found));
    }
  }
  for (const [name, operation] of old ?? [])
    if (fresh?.has(name) !== true) changes.push({ kind: 'removed', operation, breaking: true, words: [] });
  return changes;
}

function changed(operation: Operation, found: readonly Difference[]): OperationChange {
  const sorted = found.toSorted((a, b) => Number(b.breaking) - Number(a.breaking));
  const breaking = sorted.some(each => each.breaking);
  return { kind: 'changed', operation, breaking, words: sorted.map(({ words }) => words) };
}

type OperationObject = OpenAPIV3_1.OperationObject;

function diffOperations(before: ApiDocument, after: ApiDocument, operation: Operation): Difference[] {
  const [was, is]: [OperationObject, OperationObject] = [
    operationObject(before, operation),
    operationObject(after, operation),
  ];
  const schemas = (direction: Direction, old: Schema | undefined, fresh: Schema | undefined, name: string) =>
    diffSchemas({ before, after, direction, seen: new Set() }, old, fresh, name);
  return [
    ...(is.deprecated === true && was.deprecated !== true
      ? [{ breaking: false, words: 'is deprecated now' }]
      : []),
    ...diffParameters(operationParameters(before, operation), operationParameters(after, operation), schemas),
    ...diffBodies(resolve(before, was.requestBody), resolve(after, is.requestBody), schemas),
    ...diffAnswers(before, after, was.responses ?? {}, is.responses ?? {}, schemas),
  ];
}

type Schemas = (
  direction: Direction,
  old: Schema | undefined,
  fresh: Schema | undefined,
  name: string,
) => Difference[];

function diffParameters(old: Parameter[], fresh: Parameter[], schemas: Schemas): Difference[] {
  const byName = (list: Parameter[]) =>
    new Map(list.map(each => [`${each.in} parameter "${each.name}"`, each]));
  const [was, is] = [byName(old), byName(fresh)];
  const gone = [...was.keys()]
    .filter(name => !is.has(name))
    .map(name => ({ breaking: false, words: `${name} is gone` }));
  const others = [...is].flatMap(([name, parameter]): Difference[] => {
    const before = was.get(name);
    const { required } = parameter;
    if (before === undefined)
      return [{ breaking: required, words: `${name} is new${required ? ' and required' : ''}` }];
    const now = required && !before.required ? [{ breaking: true, words: `${name} is required now` }] : [];
    return [...now, ...schemas('request', before.schema as Schema, parameter.schema as Schema, name)];
  });
  return [...gone, ...others];
}

type Body = OpenAPIV3_1.RequestBodyObject;

function diffBodies(was: Body | undefined, is: Body | undefined, schemas: Schemas): Difference[] {
  if (is === undefined) return was === undefined ? [] : [{ breaking: false, words: 'the body is gone' }];
  const now = is.required === true && was?.required !== true;
  const required = now ? [{ breaking: true, words: 'the body is required now' }] : [];
  return [...required, ...diffContents('request', was?.content ?? {}, is.content ?? {}, 'body', schemas)];
}

function diffAnswers(
  before: ApiDocument,
  after: ApiDocument,
  was: OpenAPIV3_1.ResponsesObject,
  is: OpenAPIV3_1.ResponsesObject,
  schemas: Schemas,
): Difference[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((status): Difference[] => {
    const [old, fresh] = [resolve(before, was[status]), resolve(after, is[status])];
    if (fresh === undefined)
      return [{ breaking: status.startsWith('2'), words: `it does not answer ${status} any more` }];
    if (old === undefined) return [{ breaking: false, words: `it may answer ${status}` }];
    return diffContents('answer', old.content ?? {}, fresh.content ?? {}, `the answer ${status}`, schemas);
  });
}

type Content = Record<string, OpenAPIV3_1.MediaTypeObject>;

function diffContents(
  direction: Direction,
  was: Content,
  is: Content,
  name: string,
  schemas: Schemas,
): Difference[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((type): Difference[] => {
    const [old, fresh] = [was[type], is[type]];
    if (fresh === undefined) return [{ breaking: true, words: `${name} has no ${type} any more` }];
    if (old === undefined) return [{ breaking: false, words: `${name} may be ${type}` }];
    return schemas(direction, old.schema, fresh.schema, name);
  });
}

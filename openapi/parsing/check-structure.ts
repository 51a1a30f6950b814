import { isRecord } from './is-record.ts';
import { operationMethods } from './operation-methods.ts';
import type { PathFault } from './path-fault.ts';

/** What every document must have, by the OpenAPI specification (2.0, 3.0, 3.1: "Schema", "Paths Object"). */
export function checkStructure(data: unknown): PathFault[] {
  if (!isRecord(data)) return [{ message: 'This is not an OpenAPI document: it must be an object.', at: [] }];
  return [...checkVersion(data), ...checkInfo(data), ...checkPaths(data)];
}

function checkVersion(data: Record<string, unknown>): PathFault[] {
  const { openapi, swagger } = data;
  if (typeof openapi === 'string' && /^3\.[01]\.\d+/.test(openapi)) return [];
  if (swagger === '2.0' || swagger === 2) return [];
  if (openapi === undefined && swagger === undefined) {
    const message =
      'This is not an OpenAPI document: it has neither "openapi" (3.0 or 3.1) nor "swagger" (2.0).';
    return [{ message, at: [] }];
  }
  const at = openapi === undefined ? 'swagger' : 'openapi';
  return [{ message: `"${at}" must be one of 2.0, 3.0.x and 3.1.x.`, at: [at] }];
}

function checkInfo(data: Record<string, unknown>): PathFault[] {
  const { info } = data;
  if (!isRecord(info)) return [{ message: '"info" with a title and a version is missing.', at: ['info'] }];
  return ['title', 'version']
    .filter(name => typeof info[name] !== 'string' || info[name] === '')
    .map(name => ({ message: `"info.${name}" must be a text.`, at: ['info', name] }));
}

function checkPaths(data: Record<string, unknown>): PathFault[] {
  const { paths } = data;
  if (paths === undefined && typeof data.openapi === 'string' && data.openapi.startsWith('3.1')) return [];
  if (!isRecord(paths)) return [{ message: '"paths" is missing.', at: ['paths'] }];
  return Object.entries(paths).flatMap(([path, item]) => checkPathItem(path, item));
}

function checkPathItem(path: string, item: unknown): PathFault[] {
  if (path.startsWith('x-')) return [];
  const at = ['paths', path];
  if (!path.startsWith('/')) return [{ message: `The path "${path}" must begin with "/".`, at }];
  if (!isRecord(item)) return [{ message: `The path "${path}" must list its operations.`, at }];
  return [
    ...checkParameters(path, item.parameters, [...at, 'parameters']),
    ...operationMethods.flatMap(method => {
      const operation = item[method];
      if (operation === undefined) return [];
      const here = [...at, method];
      const name = `${method.toUpperCase()} ${path}`;
      if (!isRecord(operation)) return [{ message: `${name} must be an object.`, at: here }];
      return checkOperation(name, operation, here);
    }),
  ];
}

function checkOperation(name: string, operation: Record<string, unknown>, at: string[]): PathFault[] {
  const mustBe = (field: string, words: string, is: boolean): PathFault[] =>
    operation[field] === undefined || is
      ? []
      : [{ message: `"${field}" of ${name} must be ${words}.`, at: [...at, field] }];
  return [
    ...mustBe('operationId', 'a text', typeof operation.operationId === 'string'),
    ...mustBe('tags', 'a list', Array.isArray(operation.tags)),
    ...mustBe('responses', 'an object by status', isRecord(operation.responses)),
    ...mustBe('requestBody', 'an object', isRecord(operation.requestBody)),
    ...checkParameters(name, operation.parameters, [...at, 'parameters']),
  ];
}

function checkParameters(name: string, parameters: unknown, at: string[]): PathFault[] {
  if (parameters === undefined) return [];
  if (!Array.isArray(parameters)) return [{ message: `"parameters" of ${name} must be a list.`, at }];
  return parameters.flatMap((parameter, index) => {
    if (isRecord(parameter) && typeof parameter.$ref === 'string') return [];
    const here = [...at, index];
    if (!isRecord(parameter) || typeof parameter.name !== 'string' || typeof parameter.in !== 'string')
      return [{ message: `A parameter of ${name} needs a "name" and an "in".`, at: here }];
    return [];
  });
}

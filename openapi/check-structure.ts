import { operationMethods } from './operation-methods.ts';

/** A fault at a path of keys; its line is found by the caller. */
export type PathFault = { message: string; at: readonly (string | number)[] };

/** What every document must have, by the OpenAPI specification (2.0, 3.0, 3.1: "Schema", "Paths Object"). */
export function checkStructure(data: unknown): PathFault[] {
  if (!isRecord(data)) return [{ message: 'This is not an OpenAPI document: it must be an object.', at: [] }];
  return [...checkVersion(data), ...checkInfo(data), ...checkPaths(data), ...checkReferences(data)];
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
  return operationMethods
    .filter(method => item[method] !== undefined && !isRecord(item[method]))
    .map(method => ({ message: `${method.toUpperCase()} ${path} must be an object.`, at: [...at, method] }));
}

/** References out of the document would read files or the network of whoever opens it. */
function checkReferences(data: Record<string, unknown>): PathFault[] {
  const faults: PathFault[] = [];
  const seen = new Set<unknown>();
  const open: { value: unknown; at: (string | number)[] }[] = [{ value: data, at: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, at } = next;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    for (const [key, part] of Object.entries(value)) {
      const here = [...at, Array.isArray(value) ? Number(key) : key];
      if (key === '$ref' && typeof part === 'string' && !part.startsWith('#')) {
        faults.push({
          message: `"${part.slice(0, 200)}" points outside of this document. Bring it inside.`,
          at: here,
        });
      } else open.push({ value: part, at: here });
    }
  }
  return faults;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { z } from 'zod';
import { decidedByServer, type NewOrder, newOrder } from './order.ts';
import { type Fault, Problem } from './problem.ts';

/**
 * The value as `schema` says it.
 * @throws Problem 422 naming every fault by its JSON pointer.
 */
export function validBody<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value, {
    error: issue => (issue.input === undefined ? 'is required' : undefined),
  });
  if (result.success) return result.data;
  throw invalidBody(result.error.issues.flatMap(bodyFaults));
}

/** An order as a caller wrote it; what only the server decides is left out of account. */
export function validOrder(value: unknown): NewOrder {
  return validBody(newOrder, withoutServerFields(value));
}

export function invalidBody(faults: readonly Fault[]): Problem {
  const count = faults.length === 1 ? 'One value is' : `${faults.length} values are`;
  return new Problem('validation-failed', `${count} not valid; "errors" says where and why.`, { faults });
}

/**
 * The query parameters as `schema` says them; those in `repeatable` are lists, the others may come once.
 * @throws Problem 400 naming every faulty parameter.
 */
export function validQuery<Schema extends z.ZodObject>(
  schema: Schema,
  query: URLSearchParams,
  repeatable: readonly string[] = [],
): z.output<Schema> {
  const names = Object.keys(schema.shape).filter(name => query.has(name));
  const twice = names.filter(name => !repeatable.includes(name) && query.getAll(name).length > 1);
  if (twice.length > 0) {
    throw invalidQuery(twice.map(parameter => ({ parameter, detail: 'may be sent only once' })));
  }
  const values = names.map(name => [name, repeatable.includes(name) ? query.getAll(name) : query.get(name)]);
  const result = schema.safeParse(Object.fromEntries(values));
  if (result.success) return result.data;
  throw invalidQuery(
    result.error.issues.map(({ path, message }) => ({ parameter: String(path[0]), detail: message })),
  );
}

function invalidQuery(faults: readonly Fault[]): Problem {
  return new Problem('invalid-parameters', 'The query has parameters that are not valid; see "errors".', {
    faults,
  });
}

function bodyFaults(issue: z.core.$ZodIssue): Fault[] {
  if (issue.code !== 'unrecognized_keys') return [{ pointer: pointer(issue.path), detail: issue.message }];
  return issue.keys.map(key => ({ pointer: pointer([...issue.path, key]), detail: 'is not a known field' }));
}

/** A JSON pointer, RFC 6901. */
function pointer(path: readonly PropertyKey[]): string {
  return path.map(part => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function withoutServerFields(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !decidedByServer.has(name)));
}

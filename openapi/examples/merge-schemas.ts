import type { ApiDocument } from '../api-document.ts';
import { isRecord } from '../parsing/is-record.ts';
import { listOf, namesOf, numberOf, recordOf, type SchemaShape, schemaAt } from '../schema-shape.ts';

const maxDepth = 32;

/**
 * One schema that says what all parts of its `allOf` say together. @returns undefined when a part can never be
 * satisfied, or is itself again
 */
export function withoutAllOf(document: ApiDocument, schema: SchemaShape, depth = 0): SchemaShape | undefined {
  if (schema.allOf === undefined) return schema;
  if (depth > maxDepth) return undefined;
  const { allOf, ...rest } = schema;
  let merged: SchemaShape = rest;
  for (const node of listOf(allOf)) {
    const part = schemaAt(document, node);
    const flat = part && withoutAllOf(document, part, depth + 1);
    if (flat === undefined) return undefined;
    merged = mergeSchemas(merged, flat);
  }
  return merged;
}

/** What both say. Where that cannot be told from the outside (two patterns), the first is kept. */
export function mergeSchemas(a: SchemaShape, b: SchemaShape): SchemaShape {
  const merged: Record<string, unknown> = { ...b, ...a };
  for (const [field, merge] of Object.entries(mergers)) {
    if (a[field] !== undefined && b[field] !== undefined) merged[field] = merge(a[field], b[field]);
  }
  if (a.oneOf !== undefined && b.oneOf !== undefined) merged.anyOf = b.oneOf;
  return merged;
}

const tighter = (choose: (...numbers: number[]) => number) => (a: unknown, b: unknown) => {
  const numbers = [a, b].map(numberOf).filter(value => value !== undefined);
  return numbers.length === 0 ? undefined : choose(...numbers);
};
const highest = tighter(Math.max);
const lowest = tighter(Math.min);

const mergers: Record<string, (a: unknown, b: unknown) => unknown> = {
  properties: mergeProperties,
  required: (a, b) => [...new Set([...namesOf(a), ...namesOf(b)])],
  type: (a, b) => {
    const types = typesOf(b);
    const both = typesOf(a).filter(
      type => types.includes(type) || (type === 'integer' && types.includes('number')),
    );
    return both.length > 0 ? both : types.includes('integer') ? ['integer'] : a;
  },
  enum: (a, b) => {
    const allowed = new Set(listOf(b).map(value => JSON.stringify(value)));
    return listOf(a).filter(value => allowed.has(JSON.stringify(value)));
  },
  minimum: highest,
  exclusiveMinimum: highest,
  minLength: highest,
  minItems: highest,
  minProperties: highest,
  maximum: lowest,
  exclusiveMaximum: lowest,
  maxLength: lowest,
  maxItems: lowest,
  maxProperties: lowest,
};

export function typesOf(type: unknown): readonly string[] {
  return typeof type === 'string' ? [type] : namesOf(type);
}

function mergeProperties(a: unknown, b: unknown): unknown {
  const merged: Record<string, unknown> = Object.create(null);
  for (const [name, schema] of [...Object.entries(recordOf(b)), ...Object.entries(recordOf(a))]) {
    const other = merged[name];
    merged[name] = isRecord(other) && other !== schema ? { allOf: [schema, other] } : schema;
  }
  return merged;
}

import type { OpenAPIV3_1 } from 'openapi-types';
import type { ApiDocument } from '../api-document.ts';
import { resolve } from '../references.ts';

type Schema = OpenAPIV3_1.SchemaObject;

const deepest = 12;

/** One schema that says what all its parts say, as far as an example needs it: properties and limits together. */
export function mergeAllOf(document: ApiDocument, schema: Schema, depth = 0): Schema {
  if (!Array.isArray(schema.allOf) || depth > deepest) return schema;
  const { allOf, ...own } = schema;
  const parts = allOf.flatMap(part => {
    const found = typeof part === 'object' ? resolve<Schema>(document, part) : undefined;
    return found === undefined ? [] : [mergeAllOf(document, found, depth + 1)];
  });
  return [...parts, own].reduce<Schema>(merge, {});
}

function merge(one: Schema, other: Schema): Schema {
  const both = { ...one, ...other } as Schema;
  const properties = { ...one.properties, ...other.properties };
  if (Object.keys(properties).length > 0) both.properties = properties;
  const required = [...new Set([...(one.required ?? []), ...(other.required ?? [])])];
  if (required.length > 0) both.required = required;
  return { ...both, ...narrowest(one, other) } as Schema;
}

/** Of two limits the one that leaves less; of two types what both allow. */
function narrowest(one: Schema, other: Schema): Schema {
  const narrow: Record<string, unknown> = {};
  for (const [keywords, pick] of [
    [['minimum', 'minLength', 'minItems', 'minProperties'], Math.max],
    [['maximum', 'maxLength', 'maxItems', 'maxProperties'], Math.min],
  ] as const)
    for (const keyword of keywords) {
      const [a, b] = [one, other].map(schema => (schema as Record<string, unknown>)[keyword]);
      if (typeof a === 'number' && typeof b === 'number') narrow[keyword] = pick(a, b);
    }
  if (one.type !== undefined && other.type !== undefined) {
    const allowed = [one.type].flat().filter(type => [other.type].flat().includes(type));
    if (allowed.length > 0) narrow.type = allowed;
  }
  return narrow as Schema;
}

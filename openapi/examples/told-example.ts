import type { ApiDocument } from '../api-document.ts';
import { at } from '../operation-parts.ts';
import { recordOf } from '../schema-shape.ts';
import { type Direction, exampleValue, nothing } from './example-value.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The named examples of a media type or parameter. Those that only point outside of the document are left out. */
export function namedExamples(document: ApiDocument, fields: Fields): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [name, node] of Object.entries(recordOf(fields.examples))) {
    const { value } = at(document, node);
    if (value !== undefined) found.set(name, value);
  }
  return found;
}

/** What the document shows for a media type or parameter, else a value made from its schema, else `nothing`. */
export function exampleOf(document: ApiDocument, fields: Fields, direction: Direction): unknown {
  if (fields.example !== undefined) return fields.example;
  const [first] = namedExamples(document, fields).values();
  return first ?? exampleValue(document, fields.schema, direction);
}

export { nothing };

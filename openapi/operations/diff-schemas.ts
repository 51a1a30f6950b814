import type { OpenAPIV3_1 } from 'openapi-types';
import type { ApiDocument } from '../api-document.ts';
import { resolve } from '../references.ts';

export type Schema = OpenAPIV3_1.SchemaObject | OpenAPIV3_1.ReferenceObject;
export type Difference = { breaking: boolean; words: string };

/** In a request the caller writes and the server reads; in an answer it is the other way round. */
export type Direction = 'request' | 'answer';

type Pair = { before: ApiDocument; after: ApiDocument; direction: Direction; seen: Set<string> };

/**
 * How a schema changed, where that can be told: types, properties, what is required, allowed values. What it cannot
 * judge (allOf, anyOf, oneOf and their like) is told as changed, without a claim that it breaks anything.
 */
export function diffSchemas(
  pair: Pair,
  old: Schema | undefined,
  fresh: Schema | undefined,
  name: string,
): Difference[] {
  const was = resolve<OpenAPIV3_1.SchemaObject>(pair.before, old);
  const is = resolve<OpenAPIV3_1.SchemaObject>(pair.after, fresh);
  if (was === undefined || is === undefined) return [];
  // Told once, at the first place it is met: a schema that contains itself would be told for ever.
  const place = `${refOf(old)} ${refOf(fresh)}`;
  if (pair.seen.has(place)) return [];
  if (place !== ' ') pair.seen.add(place);
  return [
    ...diffTypes(was, is, name),
    ...diffProperties(pair, was, is, name),
    ...diffValues(was, is, name, pair.direction),
    ...diffItems(pair, was, is, name),
    ...diffCompositions(was, is, name),
  ];
}

function diffTypes(was: OpenAPIV3_1.SchemaObject, is: OpenAPIV3_1.SchemaObject, name: string): Difference[] {
  const [old, fresh] = [was, is].map(({ type }) => [type ?? []].flat().sort().join(' or '));
  if (old === fresh) return [];
  return [
    { breaking: true, words: `${name} is ${fresh || 'of any type'} instead of ${old || 'of any type'}` },
  ];
}

function diffProperties(
  pair: Pair,
  was: OpenAPIV3_1.SchemaObject,
  is: OpenAPIV3_1.SchemaObject,
  name: string,
): Difference[] {
  const [old, fresh] = [was.properties ?? {}, is.properties ?? {}];
  const [needed, needs] = [new Set(was.required), new Set(is.required)];
  const asked = pair.direction === 'request';
  const found: Difference[] = [];
  for (const property of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
    const full = name === '' ? property : `${name}.${property}`;
    const [before, after] = [Object.hasOwn(old, property), Object.hasOwn(fresh, property)];
    const required = needs.has(property) && !needed.has(property);
    if (!after) found.push({ breaking: !asked, words: `${full} is gone` });
    else if (!before)
      found.push({ breaking: asked && required, words: `${full} is new${required ? ' and required' : ''}` });
    else {
      if (required) found.push({ breaking: asked, words: `${full} is required now` });
      if (needed.has(property) && !needs.has(property))
        found.push({ breaking: !asked, words: `${full} may be missing now` });
      found.push(...diffSchemas(pair, old[property], fresh[property], full));
    }
  }
  return found;
}

function diffValues(
  was: OpenAPIV3_1.SchemaObject,
  is: OpenAPIV3_1.SchemaObject,
  name: string,
  direction: Direction,
): Difference[] {
  if (was.enum === undefined && is.enum === undefined) return [];
  const [old, fresh] = [was.enum, is.enum].map(values => values?.map(value => JSON.stringify(value)));
  const gone = fresh === undefined ? [] : (old ?? ['other values']).filter(value => !fresh.includes(value));
  const added = old === undefined ? [] : (fresh ?? ['any value']).filter(value => !old.includes(value));
  return [
    ...gone.map(value => ({
      breaking: direction === 'request',
      words: `${name} does not take ${value} any more`,
    })),
    ...added.map(value => ({ breaking: false, words: `${name} may be ${value} as well` })),
  ];
}

function diffItems(
  pair: Pair,
  was: OpenAPIV3_1.SchemaObject,
  is: OpenAPIV3_1.SchemaObject,
  name: string,
): Difference[] {
  const items = (schema: OpenAPIV3_1.SchemaObject) => ('items' in schema ? schema.items : undefined);
  return diffSchemas(pair, items(was), items(is), `${name}[]`);
}

const compositions = [
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'pattern',
  'format',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
] as const;

function diffCompositions(
  was: OpenAPIV3_1.SchemaObject,
  is: OpenAPIV3_1.SchemaObject,
  name: string,
): Difference[] {
  return compositions
    .filter(keyword => JSON.stringify(was[keyword]) !== JSON.stringify(is[keyword]))
    .map(keyword => ({ breaking: false, words: `"${keyword}" of ${name} changed` }));
}

function refOf(schema: Schema | undefined): string {
  return schema !== undefined && '$ref' in schema ? String(schema.$ref) : '';
}

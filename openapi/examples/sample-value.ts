import type { OpenAPIV3_1 } from 'openapi-types';
import type { ApiDocument } from '../api-document.ts';
import { resolve } from '../references.ts';
import { mergeAllOf } from './merge-all-of.ts';
import { sampleNumber } from './sample-number.ts';
import { sampleString } from './sample-string.ts';

export type Schema = OpenAPIV3_1.SchemaObject | OpenAPIV3_1.ReferenceObject | boolean | undefined;
/** What a caller writes leaves out what only the server sets, and the other way round. */
export type Direction = 'request' | 'answer';

type Work = { document: ApiDocument; direction: Direction; left: number };
/** `index` makes the items of a list differ; `depth` counts how far down a value is. */
type Place = { depth: number; index: number };

/** Values in one example; a document can ask for billions. */
const mostValues = 2_000;
/** From here on only what is required, and from the second on not even that: a schema may contain itself. */
const fewDepth = 6;
const lastDepth = 24;
const mostItems = 50;

/**
 * A value that the schema allows, the same one each time: what the document gives as an example, else made from types,
 * formats and limits. Finite for any schema; where nothing fits (contradictions, requirements without end) it is as near
 * as it gets.
 */
export function sampleValue(document: ApiDocument, schema: Schema, direction: Direction): unknown {
  return sample({ document, direction, left: mostValues }, schema, { depth: 0, index: 0 });
}

function sample(work: Work, node: Schema, place: Place): unknown {
  work.left -= 1;
  if (node === undefined || typeof node === 'boolean') return place.depth === 0 ? {} : 'string';
  const found = resolve<OpenAPIV3_1.SchemaObject>(work.document, node);
  if (found === undefined) return null;
  const schema = mergeAllOf(work.document, found);
  const given = givenValue(schema, place.index);
  if (given !== undefined) return given.value;
  if (place.depth > lastDepth || work.left < 0) return null;
  const choice = [schema.oneOf, schema.anyOf].find(options => options !== undefined && options.length > 0);
  if (choice !== undefined) return sampleChoice(work, schema, choice, place);
  switch (typeOf(schema)) {
    case 'object':
      return sampleObject(work, schema, place);
    case 'array':
      return sampleList(work, schema, place);
    case 'integer':
    case 'number':
      return sampleNumber(schema, place.index);
    case 'boolean':
      return place.index % 2 === 0;
    case 'null':
      return null;
    default:
      return sampleString(schema, place.index);
  }
}

/** What the document says itself. */
function givenValue(schema: OpenAPIV3_1.SchemaObject, index: number): { value: unknown } | undefined {
  if ('const' in schema) return { value: schema.const };
  const list = Array.isArray(schema.examples) ? schema.examples : [];
  const examples = 'example' in schema ? [schema.example, ...list] : list;
  if (index < examples.length) return { value: examples[index] };
  if (Array.isArray(schema.enum) && schema.enum.length > 0)
    return { value: schema.enum[index % schema.enum.length] };
  if (index === 0 && 'default' in schema) return { value: schema.default };
  return undefined;
}

/** The first that is not just "or nothing", with what stands beside the choice. */
function sampleChoice(
  work: Work,
  schema: OpenAPIV3_1.SchemaObject,
  choice: readonly Schema[],
  place: Place,
): unknown {
  const { oneOf: _oneOf, anyOf: _anyOf, ...beside } = schema;
  const isNull = (option: Schema) =>
    typeof option === 'object' &&
    !('$ref' in option) &&
    option.type !== undefined &&
    typeOf(option) === 'null';
  const option = choice.find(each => !isNull(each)) ?? choice[0];
  if (typeof option !== 'object') return sample(work, beside, place);
  return sample(work, { allOf: [beside, option] } as OpenAPIV3_1.SchemaObject, {
    ...place,
    depth: place.depth + 1,
  });
}

function typeOf(schema: OpenAPIV3_1.SchemaObject): string {
  const types = [schema.type ?? []].flat();
  const type = types.find(each => each !== 'null') ?? types[0];
  if (type !== undefined) return type;
  if ('items' in schema || 'prefixItems' in schema) return 'array';
  if (
    schema.properties !== undefined ||
    schema.required !== undefined ||
    schema.additionalProperties !== undefined
  )
    return 'object';
  const numeric = ['minimum', 'maximum', 'multipleOf', 'exclusiveMinimum', 'exclusiveMaximum'];
  return numeric.some(keyword => keyword in schema) ? 'number' : 'string';
}

function sampleObject(
  work: Work,
  schema: OpenAPIV3_1.SchemaObject,
  { depth }: Place,
): Record<string, unknown> {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const hidden = work.direction === 'request' ? 'readOnly' : 'writeOnly';
  const value: [string, unknown][] = [];
  const properties = Object.entries(schema.properties ?? {});
  for (const [name, property] of properties) {
    const own = resolve<OpenAPIV3_1.SchemaObject>(work.document, property);
    const wanted = required.has(name) || (depth < fewDepth && own?.deprecated !== true);
    if (!wanted || own?.[hidden] === true || own === undefined) continue;
    if (work.left <= 0 && !required.has(name)) continue;
    if (value.length >= (schema.maxProperties ?? Number.POSITIVE_INFINITY) && !required.has(name)) continue;
    value.push([name, sample(work, property, { depth: depth + 1, index: 0 })]);
  }
  for (const name of required)
    if (!Object.hasOwn(schema.properties ?? {}, name))
      value.push([name, sample(work, more(schema), { depth: depth + 1, index: 0 })]);
  const missing = Math.min(
    schema.minProperties ??
      (properties.length === 0 && typeof schema.additionalProperties === 'object' ? 1 : 0),
    mostItems,
  );
  for (let at = 1; value.length < missing; at++)
    value.push([`key${at}`, sample(work, more(schema), { depth: depth + 1, index: at - 1 })]);
  return Object.fromEntries(value);
}

function more({ additionalProperties }: OpenAPIV3_1.SchemaObject): Schema {
  return typeof additionalProperties === 'object' ? additionalProperties : { type: 'string' };
}

function sampleList(work: Work, schema: OpenAPIV3_1.SchemaObject, { depth }: Place): unknown[] {
  const list = schema as OpenAPIV3_1.SchemaObject & { prefixItems?: Schema[]; items?: Schema };
  const first = list.prefixItems ?? [];
  const most = Math.min(schema.maxItems ?? mostItems, mostItems);
  const wish = depth < fewDepth ? 1 : 0;
  const length = Math.min(
    Math.max(schema.minItems ?? 0, first.length, list.items === false ? 0 : wish),
    most,
  );
  return Array.from({ length }, (_, at) => {
    const item = first[at] ?? list.items;
    return sample(work, item, { depth: depth + 1, index: schema.uniqueItems === true ? at : 0 });
  });
}

import type { OpenAPIV3_1 } from 'openapi-types';
import type { ApiDocument } from '../api-document.ts';
import { mergeAllOf } from '../examples/merge-all-of.ts';
import { resolve } from '../references.ts';

type Parameter = OpenAPIV3_1.ParameterObject;
type SchemaObject = OpenAPIV3_1.SchemaObject;
type Node = SchemaObject | OpenAPIV3_1.ReferenceObject | undefined;

/** What a call brought: query and headers as they came, names of headers in lower case. */
export type CallParameters = {
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  headers: ReadonlyMap<string, string>;
};

/**
 * A parameter's value as the document's schema means it: lists and objects by their style, numbers and truth values from
 * their text. A text that is no number stays a text, for the schema to refuse. @returns undefined when it was not sent
 */
export function readParameter(
  document: ApiDocument,
  parameter: Parameter,
  call: CallParameters,
): { value: unknown } | undefined {
  const text = sentText(parameter, call);
  if (parameter.content !== undefined)
    return text === undefined ? undefined : { value: parsed(text[0] ?? '') };
  const schema = schemaOf(document, parameter.schema);
  const type = typeOf(schema);
  if (parameter.in === 'query' && type === 'object')
    return readQueryObject(document, parameter, schema, call.query);
  if (text === undefined) return undefined;
  if (type === 'array')
    return { value: listOf(parameter, text).map(item => typed(document, itemsOf(schema), item)) };
  if (type === 'object')
    return { value: objectOf(document, schema, pairsOf(text[0] ?? '', parameter.explode ?? false)) };
  return { value: typed(document, schema, text[0] ?? '') };
}

function sentText(
  { in: place, name }: Parameter,
  { params, query, headers }: CallParameters,
): string[] | undefined {
  if (place === 'path') return Object.hasOwn(params, name) ? [params[name] ?? ''] : undefined;
  if (place === 'query') return query.has(name) ? query.getAll(name) : undefined;
  if (place === 'cookie') return cookie(headers.get('cookie') ?? '', name);
  const value = headers.get(name.toLowerCase());
  return value === undefined ? undefined : [value];
}

/** RFC 6265, 4.2.1. */
function cookie(header: string, name: string): string[] | undefined {
  const pair = header
    .split(';')
    .map(each => each.trim())
    .find(each => each.startsWith(`${name}=`));
  return pair === undefined ? undefined : [pair.slice(name.length + 1)];
}

function listOf({ in: place, style, explode }: Parameter, texts: readonly string[]): string[] {
  if (place === 'query' && (explode ?? (style === undefined || style === 'form'))) return [...texts];
  const separator = style === 'spaceDelimited' ? ' ' : style === 'pipeDelimited' ? '|' : ',';
  const text =
    style === 'label' || style === 'matrix'
      ? (texts[0] ?? '').replace(/^[.;]([^=]*=)?/, '')
      : (texts[0] ?? '');
  return text.split(separator).map(each => (place === 'header' ? each.trim() : each));
}

/** deepObject is `name[key]=…`; an exploded form puts the keys beside all others. */
function readQueryObject(
  document: ApiDocument,
  { name, style, explode = true }: Parameter,
  schema: SchemaObject,
  query: URLSearchParams,
) {
  const pairs: [string, string][] = [];
  if (style === 'deepObject')
    for (const [key, text] of query) {
      if (key.startsWith(`${name}[`) && key.endsWith(']')) pairs.push([key.slice(name.length + 1, -1), text]);
    }
  else if (explode)
    for (const key of Object.keys(schema.properties ?? {}))
      for (const text of query.getAll(key)) pairs.push([key, text]);
  else pairs.push(...pairsOf(query.get(name) ?? '', false));
  return pairs.length === 0 ? undefined : { value: objectOf(document, schema, pairs) };
}

function pairsOf(text: string, explode: boolean): [string, string][] {
  const parts = text.split(',');
  if (explode) return parts.map(part => [part.split('=')[0] ?? '', part.split('=').slice(1).join('=')]);
  return Array.from({ length: Math.ceil(parts.length / 2) }, (_, at) => [
    parts[at * 2] ?? '',
    parts[at * 2 + 1] ?? '',
  ]);
}

/** Fields of a form or of a parameter as an object; a name that comes again makes a list where the schema has one. */
export function objectOf(
  document: ApiDocument,
  schema: SchemaObject,
  pairs: readonly (readonly [string, string])[],
): Record<string, unknown> {
  const byName = Map.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(
    [...byName].map(([name, some]) => {
      const property = schemaOf(document, schema.properties?.[name]);
      const texts = some.map(([, text]) => text);
      if (typeOf(property) === 'array')
        return [name, texts.map(text => typed(document, itemsOf(property), text))];
      return [name, texts.length > 1 ? texts : typed(document, property, texts[0] ?? '')];
    }),
  );
}

function typed(document: ApiDocument, node: Node, text: string): unknown {
  const schema = schemaOf(document, node);
  const options = [
    schema,
    ...[schema.oneOf, schema.anyOf].flatMap(list => list ?? []).map(each => schemaOf(document, each)),
  ];
  const types = new Set(options.flatMap(({ type }) => [type ?? []].flat()));
  if ((types.has('integer') || types.has('number')) && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text))
    return Number(text);
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if ((types.has('object') || types.has('array')) && /^[[{]/.test(text)) return parsed(text);
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function schemaOf(document: ApiDocument, node: Node): SchemaObject {
  const found = node === undefined ? undefined : resolve<SchemaObject>(document, node);
  return found === undefined ? {} : mergeAllOf(document, found);
}

function itemsOf(schema: SchemaObject): Node {
  return 'items' in schema ? schema.items : undefined;
}

function typeOf(schema: SchemaObject): string | undefined {
  const types = [schema.type ?? []].flat();
  return types.find(type => type === 'array' || type === 'object') ?? types[0];
}

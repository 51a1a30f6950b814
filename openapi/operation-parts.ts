import type { ApiDocument, Operation } from './api-document.ts';
import { isRecord } from './parsing/is-record.ts';
import { resolve } from './references.ts';
import { listOf, recordOf } from './schema-shape.ts';

type Fields = Readonly<Record<string, unknown>>;

export type Parameter = {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required: boolean;
  style: string;
  explode: boolean;
  allowReserved: boolean;
  /** Where `content` stands instead of `schema`, the type that the value is written in. */
  contentType?: string;
  schema: unknown;
  fields: Fields;
};

const defaultStyles = { path: 'simple', query: 'form', header: 'simple', cookie: 'form' } as const;
/** OpenAPI 3.1, "Parameter Object": these header parameters are told elsewhere in the document. */
const ignoredHeaders = ['accept', 'content-type', 'authorization'];

/** The operation's own object in the document. */
export function operationObject(document: ApiDocument, operation: Operation): Fields {
  return recordOf(pathItem(document, operation)[operation.method]);
}

/** The parameters of the path and the operation together; the operation's win over the path's of the same name. */
export function operationParameters(document: ApiDocument, operation: Operation): Parameter[] {
  const found = new Map<string, Parameter>();
  const nodes = [
    ...listOf(pathItem(document, operation).parameters),
    ...listOf(operationObject(document, operation).parameters),
  ];
  for (const node of nodes) {
    const parameter = toParameter(at(document, node));
    if (parameter !== undefined) found.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  return [...found.values()];
}

/** The media types of a request body, response or parameter, by content type. */
export function mediaTypes(fields: Fields): [string, Fields][] {
  return Object.entries(recordOf(fields.content)).map(([type, media]) => [type, recordOf(media)]);
}

/** What a node is when its references are followed; nothing when they lead nowhere. */
export function at(document: ApiDocument, node: unknown): Fields {
  return isRecord(node) ? recordOf(resolve(document, node)) : {};
}

function pathItem(document: ApiDocument, { path }: Operation): Fields {
  const paths = recordOf(document.paths);
  return Object.hasOwn(paths, path) ? at(document, paths[path]) : {};
}

function toParameter(fields: Fields): Parameter | undefined {
  const { name, in: place } = fields;
  if (typeof name !== 'string' || name === '' || !isPlace(place)) return undefined;
  if (place === 'header' && ignoredHeaders.includes(name.toLowerCase())) return undefined;
  const style = typeof fields.style === 'string' ? fields.style : defaultStyles[place];
  const [content] = mediaTypes(fields);
  return {
    name,
    in: place,
    required: place === 'path' || fields.required === true,
    style,
    explode: typeof fields.explode === 'boolean' ? fields.explode : style === 'form',
    allowReserved: fields.allowReserved === true,
    schema: content === undefined ? fields.schema : content[1].schema,
    fields: content === undefined ? fields : { ...content[1], ...fields },
    ...(content !== undefined && { contentType: content[0] }),
  };
}

function isPlace(place: unknown): place is Parameter['in'] {
  return typeof place === 'string' && Object.hasOwn(defaultStyles, place);
}
